import type { FirstKey } from './en';

/** De teksten van de console in het Nederlands. */
const nl: Record<FirstKey, string> = {
  again: 'Opnieuw proberen',
  cancel: 'Annuleren',
  close: 'Sluiten',
  dismiss: 'Sluiten',
  loading: 'Laden',
  no: 'Nee',
  refresh: 'Vernieuwen',
  required: 'Vul dit veld in.',
  yes: 'Ja',

  'top.title': 'Tokenry',
  'top.settings': 'Taal en tijdzone',
  'top.language': 'Taal',
  'top.zone': 'Tijdzone',
  'top.utc': 'UTC',
  'top.signedInAs': 'Aangemeld als {owner}',
  'top.withToken': 'Aangemeld als {owner} met token ‘{name}’, verloopt op {time}',
  'top.withTokenForever': 'Aangemeld als {owner} met token ‘{name}’, verloopt nooit',
  'top.expires': 'Verloopt op {time}',
  'top.neverExpires': 'Verloopt nooit',
  'top.signOut': 'Afmelden',
  'top.signOutEverywhere': 'Overal afmelden',
  'top.sessionsLeft': 'Mogelijk zijn niet al uw sessies beëindigd. U bent nog aangemeld.',

  'nav.overview': 'Overzicht',
  'nav.tokens': 'API-tokens',
  'nav.projects': 'Projecten',
  'nav.users': 'Gebruikers',
  'nav.scopes': 'Scopes',
  'nav.templates': 'Scopesjablonen',
  'nav.configuration': 'Configuratie',
  'nav.profile': 'Gebruikersprofiel',
  'nav.profileTokens': 'Uw API-tokens',

  'notFound.title': 'Pagina niet gevonden',
  'notFound.home': 'Naar het overzicht',

  'signIn.title': 'Aanmelden',
  'signIn.about': 'API-toegangstokens beheren.',
  'signIn.with': 'Aanmelden met {label}',
  'signIn.useToken': 'Een token gebruiken',
  'signIn.unavailable':
    'Aanmelden met een identiteitsprovider is op dit moment niet mogelijk. U kunt zich aanmelden met een token.',
  'signIn.otherAddress': 'Aanmelden is niet ingesteld voor dit adres van de console. Open {address}',
  'signIn.token': 'Token',
  'signIn.tokenHint': 'Plak een tokenwaarde. De scopes van het token bepalen wat u kunt bekijken en wijzigen.',
  'signIn.keep': 'Aangemeld blijven op dit tabblad',
  'signIn.keepHint': 'Anders moet u zich opnieuw aanmelden nadat u de pagina opnieuw hebt geladen.',
  'signIn.do': 'Aanmelden',
  'signIn.empty': 'Voer een tokenwaarde in.',
  'signIn.malformed': 'De tokenwaarde is ongeldig. Deze moet bestaan uit drie delen, gescheiden door punten.',
  'signIn.cutShort': 'De tokenwaarde is onvolledig. Kopieer alle drie de delen van de waarde en plak ze opnieuw.',
  'signIn.rejected':
    'Het token is geweigerd. Het is mogelijk verkeerd ingevoerd, uitgeschakeld, verlopen of verwijderd. Controleer de waarde en probeer het opnieuw.',
  'signIn.reason.rejected': 'U bent afgemeld omdat uw token niet meer geldig is.',
  'signIn.reason.idle': 'U bent afgemeld na 15 minuten inactiviteit.',
  'signIn.reason.unreachable': 'Het opgeslagen token kon niet worden gecontroleerd. Meld u opnieuw aan.',
  'signIn.reason.signedOut': 'U hebt zich op een ander tabblad afgemeld.',
  'signIn.reason.expired': 'Uw sessie is beëindigd. Meld u opnieuw aan.',
  'signIn.reason.foreign':
    'Het antwoord van de identiteitsprovider was niet voor dit venster bestemd of is te oud. Meld u opnieuw aan.',
  'signIn.reason.denied': 'De identiteitsprovider heeft het aanmelden geweigerd of u hebt het geannuleerd.',
  'signIn.reason.provider': 'De identiteitsprovider heeft een fout gemeld. Probeer het opnieuw of vraag uw beheerder.',
  'signIn.reason.away': 'De service of de identiteitsprovider heeft niet gereageerd. Meld u opnieuw aan.',
  'signIn.reason.code': 'Het antwoord van de identiteitsprovider is niet meer geldig. Meld u opnieuw aan.',
  'signIn.reason.person': 'Aanmelden is mislukt. Uw beheerder vindt de reden in het logboek onder {id}.',
  'signIn.undeleted':
    'Het token van uw sessie kon niet worden verwijderd. Het is geldig tot {time}, tenzij een beheerder het verwijdert.',
  'signIn.lost':
    'De tokenwaarde van ‘{name}’ is niet gekopieerd of opgeslagen en kan niet opnieuw worden getoond. Genereer het token opnieuw om een nieuwe waarde te krijgen.',

  'error.network': 'De service is niet bereikbaar. Controleer uw netwerkverbinding en probeer het opnieuw.',
  'error.401': 'Uw token is niet meer geldig. Meld u opnieuw aan.',
  'error.403': 'U hebt geen toestemming voor deze actie. {message}',
  'error.404': 'Het gevraagde item bestaat niet of u hebt er geen toegang toe.',
  'error.409': 'De wijziging is in strijd met de huidige situatie. {message}',
  'error.412':
    'Dit item is gewijzigd sinds u het hebt geopend. Uw verzoek is daarom niet uitgevoerd. De huidige versie wordt nu getoond en uw invoer is behouden. Controleer deze en probeer het opnieuw.',
  'error.413': 'Het verzoek is te groot. Kort de waarden in en probeer het opnieuw.',
  'error.429': 'Te veel verzoeken. Probeer het over {seconds} s opnieuw.',
  'error.502': 'De service heeft niet correct gereageerd. Probeer het opnieuw.',
  'error.503': 'De service is tijdelijk niet beschikbaar. Probeer het over {seconds} s opnieuw.',
  'error.frozen':
    'Wijzigingen zijn gepauzeerd terwijl een beheerder gegevens herstelt. U kunt tokens en gebruikers nog wel uitschakelen en verwijderen. Probeer het later opnieuw.',
  'error.unknown': 'Er is een onverwachte fout opgetreden. Probeer het opnieuw.',

  'error.missing-scope': 'Uw token heeft de vereiste scope niet. {message}',
  'error.other-project': 'Uw token is niet aan dit project gekoppeld.',
  'error.access-denied': 'U hebt geen toestemming voor deze actie.',
  'error.management-not-allowed': 'U hebt geen toestemming om tokens te beheren. Neem contact op met uw beheerder.',
  'error.previous-secret':
    'U bent aangemeld met een vorige tokenwaarde, waarmee u niets kunt wijzigen. Meld u aan met de huidige waarde.',
  'error.scope-not-held': 'U kunt alleen scopes toekennen die uw token heeft. Uw token heeft niet: {scopes}',
  'error.other-owner': 'U kunt alleen tokens voor uzelf maken.',
  'error.outlives': 'Het token kan niet later verlopen dan uw eigen token. Voer een eerdere vervaldatum in.',
  'error.other-addresses': 'Het token kan niet voor meer IP-adressen gelden dan uw eigen token.',
  'error.address-not-allowed': 'Uw token kan niet vanaf uw IP-adres worden gebruikt.',
  'error.personal-only': 'Met een persoonlijk token kunt u alleen persoonlijke tokens maken en opnieuw genereren.',
  'error.own-token': 'Dit kan niet met het token waarmee u bent aangemeld. Meld u aan met een ander token.',
  'error.own-user': 'U kunt uw eigen gebruiker niet uitschakelen of verwijderen. Vraag het een andere beheerder.',
  'error.users-bound': 'Uw token is aan een project gekoppeld en heeft geen toegang tot gebruikers.',
  'error.scopes-bound': 'Uw token is aan een project gekoppeld en kan geen scopes wijzigen.',
  'error.concurrent-change': 'Andere verzoeken wijzigen dit item. Er is niets gewijzigd. Probeer het opnieuw.',
  'error.regenerate-conflict':
    'Een ander verzoek heeft het token gewijzigd. Er is geen nieuwe tokenwaarde gegenereerd. Laad opnieuw en probeer het nogmaals.',
  'error.user-has-tokens':
    'De gebruiker heeft nog tokens. Verwijder deze eerst of wijs ze via de API toe aan een andere eigenaar.',
  'error.project-has-tokens': 'Het project heeft nog tokens. Verwijder deze eerst.',
  'error.user-has-trusts':
    'Er zijn nog vertrouwensregels die tokens van deze gebruiker geven. Verwijder deze eerst of wijs ze toe aan een andere eigenaar.',
  'error.project-has-trusts': 'Er zijn nog vertrouwensregels die tokens van dit project geven. Verwijder deze eerst.',
  'error.issuer-has-trusts': 'Er zijn nog vertrouwensregels met deze uitgever. Verwijder deze eerst.',
  'error.owner-has-tokens':
    'Deze eigenaar heeft al tokens, die van de nieuwe gebruiker zouden afhangen. Selecteer ‘Bestaande tokens overnemen’ om de gebruiker aan te maken.',
  'error.scope-in-use': 'Er zijn nog tokens of vertrouwensregels met deze scope. Verwijder de scope daar eerst uit.',
  'error.scope-of-api': 'Deze scope hoort bij een of meer API’s. Wijzig de scope in de regels van die API’s.',
  'error.scope-limit': 'Er kunnen geen scopes of scopesjablonen meer worden toegevoegd. Verwijder eerst ongebruikte.',
  'error.token-limit':
    'De eigenaar heeft het maximale aantal tokens ({count}) bereikt. Verwijder eerst ongebruikte tokens.',
  'error.trust-limit': 'Het project heeft het maximale aantal vertrouwensregels. Verwijder eerst ongebruikte.',
  'error.identity-taken': 'Een andere gebruiker meldt zich met deze identiteit aan. Verwijder deze daar eerst.',
  'error.name-taken': 'De gebruiker heeft al een token met deze naam. Voer een andere naam in.',
  'error.idempotency-key-reused':
    'Er is met dit formulier al een token met andere waarden gemaakt, maar het antwoord is verloren gegaan. Controleer de lijst met tokens. Verzend het formulier opnieuw om nog een token te maken.',
  'error.invalid-request': 'Sommige waarden zijn ongeldig. Corrigeer deze en probeer het opnieuw.',
  'lost.unchanged': 'De service heeft niet geantwoord en er is niets gewijzigd. Probeer het opnieuw.',
  'lost.changedByOther':
    'De service heeft niet geantwoord en niets van u is opgeslagen: iemand anders heeft dit item gewijzigd. De huidige versie wordt nu getoond en uw invoer is behouden. Controleer deze en probeer het opnieuw.',
  'lost.unknown':
    'De service heeft niet geantwoord en is niet bereikbaar om te controleren of de wijziging is doorgevoerd. Controleer uw netwerkverbinding en vernieuw om de huidige situatie te zien.',
  'lost.maybeCreated':
    'De service heeft niet geantwoord. Het is daarom niet bekend of het token is gemaakt. Verzend het formulier opnieuw om dit te controleren: er wordt geen tweede token gemaakt.',
  'lost.created':
    '‘{name}’ is gemaakt, maar het antwoord met de tokenwaarde is verloren gegaan. Genereer het token opnieuw om een nieuwe waarde te krijgen.',
  'lost.regenerated':
    'Er is een nieuwe tokenwaarde gegenereerd, maar het antwoord daarmee is verloren gegaan. Genereer het token nogmaals om een waarde te krijgen.',
  'lost.open': 'Token openen',
  'leave.title': 'Deze pagina verlaten?',
  'leave.text': 'Uw invoer is niet opgeslagen. Een concept ervan blijft op dit tabblad totdat u het sluit.',
  'leave.discard': 'Uw invoer wordt verwijderd.',
  'leave.do': 'Verlaten',
  'leave.stay': 'Blijven',

  'violation.length': 'Voer 1 tot 100 tekens in.',
  'violation.too-long': 'Voer maximaal 1.000 tekens in.',
  'violation.long-filter': 'Het filter is te lang. Kort het in.',
  'violation.control-characters': 'De waarde bevat tekens die niet zijn toegestaan. Verwijder deze.',
  'violation.invalid-address': 'Voer een IP-adres of CIDR-blok in, bijvoorbeeld 192.0.2.0/24.',
  'violation.all-addresses':
    'Hiermee is elk adres toegestaan. Voer alleen de adressen in waarvandaan het token wordt gebruikt.',
  'violation.address-count': 'Voer 1 tot 20 adressen in.',
  'violation.scope-count': 'Kies 1 tot 100 scopes. Schakel het token uit om het te stoppen.',
  'violation.unknown-scope': 'De scope ‘{value}’ bestaat niet. Kies een andere scope.',
  'violation.deprecated-scope': 'De scope ‘{value}’ is verouderd. Kies een andere scope.',
  'violation.reserved-name': 'Deze naam is gereserveerd of al in gebruik. Voer een andere naam in.',
  'violation.unknown-project': 'Het project ‘{value}’ bestaat niet. Controleer de naam of maak eerst het project.',
  'violation.invalid-condition': 'Deze voorwaarde is ongeldig. Controleer de claim en de waarde.',
  'violation.pin-required':
    'De voorwaarden moeten een id bevatten dat niemand kan overnemen, bijvoorbeeld dat van de repository. Voeg de ontbrekende voorwaarden toe.',
  'violation.foreign-audience':
    'Deze audience hoort bij een andere service. Voer er een in die alleen Tokenry gebruikt, bijvoorbeeld de URL van de API.',
  'violation.unsafe-claim':
    'Mensen kunnen de waarde van deze claim kiezen, of de claim noemt geen persoon. Voer een andere claim in.',
  'violation.keys-unavailable':
    'De sleutels van de uitgever konden niet worden opgehaald. Controleer de URL en probeer het opnieuw.',
  'violation.scope-not-for-jobs': 'Taken kunnen deze scope niet krijgen. Kies een andere scope.',
  'violation.no-time': 'Voer ook een tijd in, bijvoorbeeld 2026-04-01 12:00:00.',
  'violation.expiration-required': 'Tokens in deze omgeving moeten een vervaldatum hebben. Voer deze in.',
  'violation.addresses-required':
    'Tokens in deze omgeving moeten toegestane IP-adressen hebben. Voer er ten minste één in.',
  'violation.needs-user':
    'Voor een persoonlijk token moet de gebruiker bestaan. Maak eerst de gebruiker of schakel dit selectievakje uit.',
  'violation.expired': 'Het token is verlopen. Kies ook een nieuwe vervaldatum.',
  'violation.leaked': 'De tokenwaarde is door anderen gevonden. Genereer het token opnieuw voordat u het inschakelt.',
  'violation.owner-disabled':
    'De gebruiker van dit token is uitgeschakeld of bestaat niet meer, dus het token zou niet werken.',
  'violation.bootstrap-token': 'Een bootstraptoken kan alleen worden beperkt of verwijderd.',
  'violation.exchanged-token':
    'Een token uit een inwisseling kan alleen worden beperkt of verwijderd. Wissel een nieuw ID-token in.',
  'violation.contains-token':
    'De waarde bevat een tokenwaarde. Verwijder deze. Genereer het token opnieuw als het in gebruik is.',
  'violation.read-only': 'Deze waarde kan niet worden gewijzigd.',
  'violation.bulk-count': 'Selecteer 1 tot 100 tokens.',
  'violation.sort-limit': 'Te veel tokens om te sorteren. Filter op gebruiker of project.',
  'violation.page-key': 'De lijst is gewijzigd. Vernieuw deze.',
  'violation.out-of-range': 'De waarde valt buiten het toegestane bereik.',
  'violation.malformed-selector': 'Het filter is ongeldig. Wis het filter en probeer het opnieuw.',

  'status.ownerDisabled': 'Gebruiker uitgeschakeld',
  'status.leaked': 'Uitgelekt',

  'table.empty': 'Nog geen tokens.',

  'profile.title': 'Gebruikersprofiel: API-tokens',

  'create.title': 'Nieuw API-token',

  'expiry.empty': 'Voer een vervaldatum en -tijd in of schakel het selectievakje hierboven uit.',
  'expiry.malformed': 'De datum is ongeldig. Voer JJJJ-MM-DD uu:mm:ss in of een relatieve tijd, bijvoorbeeld now+14d.',
  'expiry.past': 'De datum ligt in het verleden. Voer een latere datum in.',
  'expiry.outlives':
    'De vervaldatum mag maximaal {days} d vanaf nu liggen, omdat u zich als persoon hebt aangemeld. Voer een eerdere vervaldatum in.',
  'expiry.required': 'Tokens die u maakt, moeten een vervaldatum hebben. Voer er een in.',
  'expiry.tooLate': 'De maximale levensduur is {days} d. Voer een datum tot en met {time} in.',

  'edit.reload': 'Opnieuw laden',

  'project.malformed':
    'Een projectnaam mag maximaal 63 kleine letters, cijfers, koppeltekens (-) en onderstrepingstekens (_) bevatten en moet beginnen met een letter of cijfer.',

  'trusts.title': 'Vertrouwensregels',
  'trust.create': 'Vertrouwensregel maken',
  'issuers.title': 'Uitgevers',
  'issuer.malformed':
    'Voer de URL van de uitgever in zoals de ID-tokens die bevatten, bijvoorbeeld https://ci.example.com.',
  'issuer.audienceMalformed': 'Een audience moet 8 tot 256 afdrukbare ASCII-tekens zonder spaties hebben.',
  'issuer.keysMalformed': 'Voer een JSON Web Key Set in met openbare sleutels, elk met een kid.',
  'issuer.uriMalformed': 'Voer https-URL’s zonder fragment in, één per regel.',

  'user.malformed':
    'Een gebruikersnaam mag letters, cijfers en de tekens . _ @ + - bevatten (maximaal 64) en moet beginnen met een letter of cijfer.',

  'audit.title': 'Auditlogboek',

  'overview.title': 'Overzicht',
  'overview.all': 'Alle API-tokens in deze omgeving.',
  'overview.own': 'API-tokens die aan {owner} zijn toegewezen.',
  'overview.tokens': 'Tokens',
  'overview.active': 'Actief',
  'overview.disabled': 'Uitgeschakeld',
  'overview.expired': 'Verlopen',
  'overview.expiring': 'Verloopt in de komende {days} dagen',
  'overview.unused': 'Nooit gebruikt of {days} dagen ongebruikt',
  'overview.byState': 'Tokens naar status',
  'overview.scopes': 'Toegekende scopes',
  'overview.sample': 'Op basis van de eerste {looked} van {total} tokens.',
  'overview.newest': 'Op basis van de nieuwste {looked} van {total} tokens.',
  'overview.ofAll': 'Op basis van alle tokens: {total}.',
  'overview.top': 'De {top} meest voorkomende van {all} scopes.',
  'overview.show': 'Deze tokens tonen',
  'overview.showUntil': 'Tokens tonen die binnen {days} d verlopen',
};

export default nl;
