const PART = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${PART}(?:\\.${PART}){3}$`);
const IPV6 = /^(?=.*:)[0-9A-Fa-f:.]{2,45}$/;
const BLOCK = /^([^/]+?)(?:\/(0|[1-9]\d{0,2}))?$/;
const ADDRESS_BITS = 128;
const IPV4_BITS = 32;
const MAPPED_PREFIX = 0xffffn;

/** A text as the API reads it: a block in its canonical form, or why it is none. */
export type ParsedBlock =
  | { block: string }
  | { problem: 'invalid-address' | 'all-addresses' }
  /** Bits after the prefix are set. */
  | { meant: string };

/** Parses an IP address or a CIDR block. An IPv4-mapped IPv6 address is the IPv4 address. */
export function parseBlock(text: string): ParsedBlock {
  const [, address = '', length] = BLOCK.exec(text) ?? [];
  const value = parseAddress(address);
  const bits = address.includes(':') ? ADDRESS_BITS : IPV4_BITS;
  const prefix = ADDRESS_BITS - bits + Number(length ?? bits);
  if (value === undefined || prefix > ADDRESS_BITS) return { problem: 'invalid-address' };
  const hostBits = BigInt(ADDRESS_BITS - prefix);
  const first = (value >> hostBits) << hostBits;
  if (first !== value) return { meant: meant(value, prefix) };
  const isEvery = prefix === 0 || (isMapped(first) && prefix === ADDRESS_BITS - IPV4_BITS);
  return isEvery ? { problem: 'all-addresses' } : { block: format(first, prefix) };
}

/** A mapped address with the length of an IPv4 block means that block, and no IPv6 one. */
function meant(value: bigint, length: number): string {
  const isIpv4Length = isMapped(value) && length < ADDRESS_BITS - IPV4_BITS;
  const prefix = isIpv4Length ? ADDRESS_BITS - IPV4_BITS + Math.min(length, IPV4_BITS) : length;
  const hostBits = BigInt(ADDRESS_BITS - prefix);
  return format((value >> hostBits) << hostBits, prefix);
}

/** Returns the 128 bits of an address, an IPv4 address in its mapped form; undefined if the text is none. */
function parseAddress(text: string): bigint | undefined {
  if (IPV4.test(text)) return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), MAPPED_PREFIX);
  const canonical = IPV6.test(text) ? canonicalIpv6(text) : undefined;
  if (canonical === undefined) return undefined;
  const [head = [], tail = []] = canonical.split('::').map((groups) => groups.split(':').filter(Boolean));
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** The browser parses and prints IPv6 addresses in URLs, as RFC 5952 requires. */
function canonicalIpv6(text: string): string | undefined {
  const url = `http://[${text}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : undefined;
}

function format(first: bigint, prefix: number): string {
  const isAddress = prefix === ADDRESS_BITS;
  if (isMapped(first) && prefix >= ADDRESS_BITS - IPV4_BITS) {
    const parts = [24n, 16n, 8n, 0n].map((shift) => (first >> shift) & 0xffn);
    return parts.join('.') + (isAddress ? '' : `/${prefix - ADDRESS_BITS + IPV4_BITS}`);
  }
  const groups = Array.from({ length: 8 }, (_, at) => ((first >> BigInt(16 * (7 - at))) & 0xffffn).toString(16));
  return (canonicalIpv6(groups.join(':')) ?? '') + (isAddress ? '' : `/${prefix}`);
}

function isMapped(address: bigint): boolean {
  return address >> BigInt(IPV4_BITS) === MAPPED_PREFIX;
}
