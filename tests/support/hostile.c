/* SPDX-License-Identifier: GPL-3.0-or-later
 * hostile.c - the texts, by what they attack. */
#include "support/hostile.h"

#include <stdlib.h>
#include <string.h>

const char *const hostile_texts[] = {
    /* emptiness and spaces */
    "",
    " ",
    "   ",
    "\t",
    "\n",
    "\r\n",
    "\n\n\n\n\n\n\n\n",
    " \n \t ",
    "\u00A0",
    "\u3000\u3000",
    "\u2003\u2009\u200A",
    "a    b",
    " 前后有空格 ",
    "\v\f",
    "\u2028\u2029",
    "\xC2\x85",
    /* what is not seen */
    "\u200B",
    "\u200B\u200B保\u200B洁\u200B",
    "\uFEFF保洁",
    "保\u00AD洁",
    "\u2060保洁",
    "\u180E",
    "\u115F\u1160\u3164\uFFA0",
    "\u034F",
    "\u061C",
    "\uFE0F\uFE0F",
    "\U000E0041\U000E0042\U000E007F",
    "\U000E0100",
    "\u200D\u200D\u200D",
    "\u200C",
    /* direction */
    "\u202E工员洁保",
    "\u202Aabc\u202C",
    "\u2066\u2067\u2068",
    "\u200F\u200E",
    "שלום עולם",
    "مرحبا بالعالم",
    "保洁 שלום 3000",
    "\u202E\u202E\u202E\u202E",
    "ﷺﷺﷺ",
    "﷽﷽",
    /* marks upon marks */
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "\u0301",
    "保\u0332\u0332洁",
    "Z̸̢̧̛̛̪̗̱̝̪a̵̡̛̗̪l̴̢̛̪̗g̷̢̧̛̪ơ̶̢̧̪̗",
    "e\u20DD\u20E3",
    "คำแนะนำ",
    "ํ์์์์์",
    "நிலா",
    "क्षि",
    "ཀྵྴྴ",
    "각하",
    "가",
    "が\u3099\u3099",
    /* pictures */
    "🧹🧵👷",
    "👩‍🏭👩🏽‍🏭",
    "👨‍👩‍👧‍👦",
    "🇨🇳🇭🇰",
    "🇨",
    "1️⃣2️⃣#️⃣",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "👩\u200D",
    "🏽",
    "☎️☎",
    "🕵️‍♂️",
    "👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍👩‍"
    "👩",
    "🫨🪿",
    /* rare and none */
    "喆堃䶮𠮷",
    "𪚥𠀀𰻝",
    "㐀㐁",
    "\uE000\uF8FF",
    "\uFFFD\uFFFC",
    "\U0010FFFD",
    "\uFFFE\uFFFF",
    "ᚠᚢᚦ",
    "𓀀𓁐",
    "ⰀⰁ",
    "𝕳𝖊𝖑𝖑𝖔",
    "🄰🅱",
    "﹏﹋﹌",
    "①②㊙㈱㎡㏄",
    "〇○",
    "ﬀﬁ",
    /* control characters */
    "\x01\x02\x03",
    "\x1B[31m红\x1B[0m",
    "\a\b",
    "\x7F",
    "a\x1F"
    "b",
    "\x1B]0;title\a",
    "\xC2\x80\xC2\x9F",
    "\x10\x11",
    /* markup, formulas, code, paths, formats */
    "<script>alert(1)</script>",
    "<b>保洁</b>",
    "&lt;&amp;&#39;",
    "\"'`",
    "' OR '1'='1",
    "; DROP TABLE job;--",
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "=HYPERLINK(\"http://x\",\"点\")",
    "%s%s%s%n",
    "%1$zu%2$s",
    "{0}${x}$(x)`x`",
    "../../../etc/passwd",
    "C:\\con\\nul",
    "/dev/null",
    "\\",
    "\\\\\"",
    "{\"a\":[1,2",
    "]]>",
    "<!--",
    "<![CDATA[x]]>",
    "NULL",
    "null",
    "undefined",
    "NaN",
    "Infinity",
    "true",
    "0x41414141",
    "1e309",
    "-0",
    "99999999999999999999999999",
    "٣٤٥",
    "３０００",
    "十万",
    /* width and breaking */
    "，，，，，，，，，，，，，，，，，，，，",
    "（（（（（（（（（（（（（（（（（（（（",
    "……————……",
    "《《《》》》",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "aaaa",
    "https://example.com/a/very/long/path?with=a&query=that&goes=on&and=on#and-a-fragment",
    "ABCDEFG-HIJKLMN-OPQRSTU-VWXYZ-ABCDEFG-HIJKLMN",
    "3000–4500–6000–7500–9000–10500 元/月",
    "安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安",
    "The quick brown fox jumps over the lazy dog and then some more of the same",
    "gjpqy ÅÂÊ ẤẦ Ǻ",
    "Ϣ߷༗",
    "\u0E33\u0E33\u0E33",
    "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn",
    "保洁员（可先培训）（包吃住）（五险一金）（早班）（限女）",
    "“”‘’『』「」",
    "··········",
    "～～～～",
};
const size_t hostile_count = sizeof hostile_texts / sizeof hostile_texts[0];

const char *const hostile_bytes[] = {
    "\x80",
    "\xFF\xFE\xFD",
    "保洁\xE5",
    "\xC0\x80",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    ("a\xE4\xBF" "b"), /* two literals: \xBFb would be one number */
    "\xF0\x9F\xA7",
    "\xF8\x88\x80\x80\x80",
    "\xB1\xA3\xBD\xE0\xD4\xB1",
};
const size_t hostile_byte_count = sizeof hostile_bytes / sizeof hostile_bytes[0];

char *hostile_long(const char *unit, size_t length) {
    size_t size = strlen(unit), count = size ? length / size : 0;
    char  *text = malloc(count * size + 1);
    if (!text)
        abort();
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * size, unit, size);
    text[count * size] = '\0';
    return text;
}
