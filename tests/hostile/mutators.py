"""What a hostile hand does to a file of text: a mutator takes the bytes, the end of the header, and chance.

Most strike between two letters of the text, so that the reader gets past the header and has to look at them.
"""

import re
from collections.abc import Callable
from random import Random

Mutator = Callable[[bytes, int, Random], bytes]
CANARY = "canary-7c1f"
"""What stands in the file that no reader may open."""
PORT = b"@PORT@"
FILE = b"@FILE@"
"""Where the judge puts the port that listens, and the path of the canary."""

LETTERS = re.compile(rb"(?:[\xd8-\xd9][\x80-\xbf]){2,}")
DIGITS = re.compile(rb"\d+")
BROKEN = (b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe2\x80", b"\x80" * 40)
TOKENS = (
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", '"', '"""', "'", "''", "<b>", "</b>", "<", ">", "<!--", "-->",
    "<![CDATA[", "]]>", "<?x", "&", "&amp", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;", "&lol;", "<x id='1'/>",
    "<g id='1'>", "</g>", "{", "}", "{0}", "{n, plural,", "{n, plural, other{#}}", "{n,number,::x", "'{", "%", "%s",
    "%99999$s", "%(x", "%%%", "${", "$(id)", "{{", "{% x %}", "\\", "\\u", "\\ud800", "\\udc00\\ud800", "\\x4", "\\N{",
    "\\0", "`", "```", "~~~", "[](", "![", "[^1]: ", "[x]: <", "***", "__", "|", "|||", "\t", "\n", "\r",
    "\r\n", "\n\n",
    "\n---\n", "\n# ", "\n> ", "\n- ", "\n\t\t", "\x0b", "\x0c", "\x1b", "\x1c", "\x85", "\u2028", "\u2029", "\u202e",
    "\u2067", "\u200f", "\ufeff", "\ufffe", "\uffff", "\ufffd", "\U000e0001", "\U0010ffff", "\u0301" * 500, "ـ" * 900,
    "00:00:00,000 --> 99:99:99,999\n", "\nmsgstr[99999999999] \"x\"\n", "\nmsgid \"\"\n", "1e99999", "9" * 5000, "-0",
    "NaN", "Infinity", "../../../etc/passwd", "file:///etc/passwd", "~", "%00", ".", "." * 3000, "؟!" * 800, "(" * 900,
    "www." * 400, "a@" * 900, "١" * 900, "https://x/" + "%41" * 900, "و" * 3000, "« " * 900, " " * 5000,
)  # fmt: skip
NESTS = {
    "xml": ("<g id='{n}'>", "</g>"),
    "html": ("<b>", "</b>"),
    "blocks": ("<div>", "</div>"),
    "json": ("[", "]"),
    "icu": ("{{n, plural, other {{", "}}}}"),
    "quotes": ("> ", ""),
    "list": ("- ", ""),
    "stars": ("*a ", "*"),
    "links": ("[", "](x)"),
    "open": ("<i>", ""),
    "closed": ("", "</i>"),
    "braces": ("{{", "}}"),
}
DEPTHS = (3, 30, 101, 300, 1200, 5000, 20_000)


def place(data: bytes, header: int, random: Random) -> int:
    """Choose a place in the text behind the header: between two letters mostly, at any byte otherwise."""
    spots = [found.start() + 2 for found in LETTERS.finditer(data, header)]
    return (
        random.choice(spots) if spots and random.random() < 0.85 else random.randint(min(header, len(data)), len(data))
    )


def inserted(data: bytes, spot: int, what: bytes) -> bytes:
    return data[:spot] + what + data[spot:]


def flip(data: bytes, header: int, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8))):
        if len(data) > header:
            changed[random.randrange(header, len(data))] ^= 1 << random.randrange(8)
    return bytes(changed)


def cut(data: bytes, header: int, random: Random) -> bytes:
    return data[: place(data, header, random)]


def double(data: bytes, header: int, random: Random) -> bytes:
    start, end = sorted((place(data, header, random), place(data, header, random)))
    return inserted(data, end, data[start:end] * random.choice((1, 1, 3, 40)))


def drop(data: bytes, header: int, random: Random) -> bytes:
    start, end = sorted((place(data, header, random), place(data, header, random)))
    return data[:start] + data[end:]


def double_line(data: bytes, header: int, random: Random) -> bytes:
    lines = data.split(b"\n")
    number = random.randrange(len(lines))
    return b"\n".join([*lines[:number], *lines[number : number + 1] * random.choice((2, 2, 500)), *lines[number + 1 :]])


def swap_lines(data: bytes, header: int, random: Random) -> bytes:
    lines = data.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def swap_cells(data: bytes, header: int, random: Random) -> bytes:
    """Turn the cells of some lines around, the header's too now and then."""
    mark = b"\t" if b"\t" in data else b","
    turned = (mark.join(line.split(mark)[::-1]) if random.random() < 0.3 else line for line in data.split(b"\n"))
    return b"\n".join(turned)


def drop_header(data: bytes, header: int, random: Random) -> bytes:
    return data.partition(b"\n")[2] if random.random() < 0.5 else data[header:]


def break_utf8(data: bytes, header: int, random: Random) -> bytes:
    return inserted(data, place(data, header, random), random.choice(BROKEN))


def put_nul(data: bytes, header: int, random: Random) -> bytes:
    return inserted(data, place(data, header, random), b"\0" * random.choice((1, 1, 64)))


def put_mark(data: bytes, header: int, random: Random) -> bytes:
    marks = (b"\xef\xbb\xbf", b"\xef\xbb\xbf" * 2, b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0")
    return random.choice((*marks[:1] * 4, *marks)) + data


def encode_anew(data: bytes, header: int, random: Random) -> bytes:
    """Spell the text in another encoding; what an XML declaration says may be wrong then."""
    encodings = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256", "iso-8859-6", "utf-7", "cp037", "utf-8-sig")
    text = data.decode(errors="replace")
    name = random.choice(encodings)
    return (re.sub("UTF-8", name, text, count=1) if random.random() < 0.6 else text).encode(name, "replace")


def mix_line_ends(data: bytes, header: int, random: Random) -> bytes:
    ends = ("\n", "\r\n", "\r", "\n\r", "\x85", "\u2028")
    few = ends[: random.choice((2, 3, 3, 6))]
    return b"".join(line + random.choice(few).encode() for line in data.split(b"\n"))


def lengthen(data: bytes, header: int, random: Random) -> bytes:
    what = random.choice(("ب", "ب ", "نعم. ", "a", "1", "«", "(", "\\", "'", "{0} ", "*", "_", "&amp;", "\u200f"))
    length = random.choice((2_000, 20_000, 90_000, 90_000 if "." in what else 1_100_000))
    return inserted(data, place(data, header, random), (what * (length // len(what))).encode())


def put_token(data: bytes, header: int, random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 1, 3, 9))):
        data = inserted(data, place(data, header, random), _token(data, random))
    return data


def _token(data: bytes, random: Random) -> bytes:
    token = random.choice(TOKENS)
    if data.lstrip().startswith(b"<?xml") and random.random() < 0.8:
        token = re.sub("[\0-\x08\x0b-\x1f\ufffe\uffff]", " ", token)
        token = token.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if data.lstrip()[:1] in (b"{", b"[") and random.random() < 0.6:
        token = re.sub('[\0-\x1f"]|\\\\(?!u)', " ", token)
    return token.encode()


def change_number(data: bytes, header: int, random: Random) -> bytes:
    found = [match.span() for match in DIGITS.finditer(data, header)]
    if not found:
        return put_token(data, header, random)
    numbers = (b"0", b"-1", b"9" * 20, b"9" * 5000, b"1e309", b"", b"00001", b"2147483648", "١٢".encode(), "²".encode())
    start, end = random.choice(found)
    return data[:start] + random.choice(numbers) + data[end:]


def nest(data: bytes, header: int, random: Random) -> bytes:
    opening, closing = random.choice(tuple(NESTS.values()))
    depth = random.choice(DEPTHS)
    text = "".join(opening.format(n=number + 900) for number in range(depth)) + "ب" + closing.format() * depth
    return inserted(data, place(data, header, random), text.encode())


def nest_whole(data: bytes, header: int, random: Random) -> bytes:
    """Put all the text of an element or a value into others, or wrap the whole."""
    depth = random.choice(DEPTHS)
    pairs = ((b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"> ", b""), (b"<x>", b"</x>"))
    opening, closing = random.choice(pairs)
    return opening * depth + data + closing * depth


def bomb(data: bytes, header: int, random: Random) -> bytes:
    """Declare entities that grow tenfold at each of nine levels, and use the last."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _declared(data, f'<!ENTITY l0 "ha">{levels}', "&l9;", header, random)


def reach_out(data: bytes, header: int, random: Random) -> bytes:
    """Declare what lies in another file or on a server, and use it."""
    address = random.choice((FILE, b"http://127.0.0.1:" + PORT + b"/x", b"file:///etc/hostname")).decode()
    kinds = (
        f'<!ENTITY out SYSTEM "{address}">',
        f'<!ENTITY % out SYSTEM "{address}"> %out;',
        f'<!ENTITY out PUBLIC "-//x//y" "{address}">',
    )
    if random.random() < 0.3:
        return _before_root(data, f'<!DOCTYPE x SYSTEM "{address}">')
    if random.random() < 0.2:
        include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
        return inserted(data, place(data, header, random), include.encode())
    return _declared(data, random.choice(kinds), random.choice(("&out;", "")), header, random)


def _declared(data: bytes, entities: str, reference: str, header: int, random: Random) -> bytes:
    used = inserted(data, place(data, header, random), reference.encode())
    return _before_root(used, f"<!DOCTYPE x [{entities}]>")


def _before_root(data: bytes, declaration: str) -> bytes:
    bare = re.sub(rb"<!DOCTYPE[^>]*>", b"", data, count=1)
    end = bare.find(b"?>")
    return inserted(bare, end + 2 if end >= 0 else 0, declaration.encode())


def crowd(data: bytes, header: int, random: Random) -> bytes:
    """Give an element very many attributes, or very many children."""
    found = re.search(rb"<[\w:]+(?=[ >])", data[header:])
    count = random.choice((10, 500, 20_000))
    if not found or random.random() < 0.5:
        return inserted(data, place(data, header, random), b"<x/>" * count)
    spot = header + found.end()
    return inserted(data, spot, b"".join(b' a%d="x"' % number for number in range(count)))


def change_value(data: bytes, header: int, random: Random) -> bytes:
    """Put something else into the quotes of an attribute or a value."""
    found = [match.span(1) for match in re.finditer(rb'="([^"\n]*)"|"([^"\n]*)"', data[header:]) if match[1]]
    if not found:
        return put_token(data, header, random)
    start, end = random.choice(found)
    values = (b"", b"-1", b"x" * 70_000, "عربي".encode(), b"&#10;", b"../../x", b"9" * 5000, b" ", b"ar", b"preserve")
    return data[: header + start] + random.choice(values) + data[header + end :]


GENTLE = (
    put_token, put_token, put_token, put_token, double_line, swap_lines, swap_cells, put_mark, mix_line_ends, lengthen,
    change_number, flip, encode_anew,
)  # fmt: skip
"""Those that many readers have to take as they come."""
ROUGH = (nest, nest_whole, cut, double, drop, drop_header, break_utf8, put_nul, change_value)
MARKUP = (bomb, reach_out, crowd, nest, change_value)
