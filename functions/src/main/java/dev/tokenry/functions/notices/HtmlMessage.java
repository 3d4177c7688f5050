package dev.tokenry.functions.notices;

import dev.tokenry.functions.notices.NoticeMessage.Entry;
import dev.tokenry.functions.notices.NoticeMessage.Section;

/** Renders messages as HTML that mail programs display: without scripts, images and style sheets. */
final class HtmlMessage {

    private static final String BODY_STYLE = "font-family:sans-serif;font-size:15px;line-height:1.5;max-width:40em";
    private static final String ID_STYLE = "font-family:monospace;font-size:13px";
    private static final String SMALL_STYLE = "font-size:13px;color:#555";

    private HtmlMessage() {}

    static String toOwner(NoticeMessage message) {
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n"
                .formatted(message.language(), escape(message.subject())));
        html.append("<body style=\"%s\">\n".formatted(BODY_STYLE));
        html.append(paragraph(message.greeting())).append(paragraph(message.owner()));
        message.sections().forEach(section -> append(section, html));
        html.append("<p>%s</p>\n".formatted(link(message.allTokensLink(), message.allTokens())));
        html.append("<hr>\n<p style=\"%s\">%s</p>\n".formatted(SMALL_STYLE, escape(message.reason())));
        return html.append("</body></html>\n").toString();
    }

    private static void append(Section section, StringBuilder html) {
        html.append("<h2 style=\"font-size:18px\">%s</h2>\n".formatted(escape(section.heading())));
        html.append(paragraph(section.advice())).append("<ul>\n");
        section.entries().forEach(entry -> append(entry, html));
        html.append("</ul>\n");
        section.more().ifPresent(more -> html.append(paragraph(more)));
    }

    private static void append(Entry entry, StringBuilder html) {
        html.append("<li style=\"margin-bottom:12px\">%s<br><span style=\"%s\">%s</span>"
                .formatted(link(entry.link(), entry.name()), ID_STYLE, escape(entry.id())));
        entry.facts().forEach(fact -> html.append("<br>").append(escape(fact)));
        html.append("</li>\n");
    }

    private static String paragraph(String text) {
        return "<p>" + escape(text) + "</p>\n";
    }

    private static String link(String url, String text) {
        return "<a href=\"%s\">%s</a>".formatted(escape(url), escape(text));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
