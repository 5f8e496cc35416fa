/* SPDX-License-Identifier: GPL-3.0-or-later
 * json_text.c - JSON from outside, within limits that jansson alone would not keep. */
#include "record/json_text.h"

/* How deep the brackets nest, strings left out; right for every text that parses. */
static int depth_of(const char *bytes, size_t length) {
    int  depth = 0, deepest = 0;
    bool string = false;
    for (size_t i = 0; i < length && deepest <= JSON_TEXT_DEPTH; i++) {
        char c = bytes[i];
        if (string && c == '\\')
            i++;
        else if (c == '"')
            string = !string;
        else if (!string && (c == '{' || c == '['))
            depth++;
        else if (!string && (c == '}' || c == ']'))
            depth--;
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

static const char *what(const json_error_t *error) {
    switch (json_error_code(error)) {
    case json_error_premature_end_of_input:
        return N_("JSON 没有写完（第 %d 行第 %d 列）");
    case json_error_end_of_input_expected:
        return N_("JSON 后面还有别的内容（第 %d 行第 %d 列）");
    case json_error_invalid_utf8:
        return N_("JSON 不是 UTF-8（第 %d 行第 %d 列）");
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return N_("JSON 里有 U+0000（第 %d 行第 %d 列）");
    case json_error_duplicate_key:
        return N_("JSON 里同一个键写了两次（第 %d 行第 %d 列）");
    case json_error_numeric_overflow:
        return N_("JSON 里的数太大（第 %d 行第 %d 列）");
    case json_error_out_of_memory:
        return N_("内存不够，JSON 只读到第 %d 行第 %d 列");
    default:
        return N_("JSON 写错了（第 %d 行第 %d 列）");
    }
}

json_t *record_json_read(const char *bytes, size_t length, struct problems *problems) {
    json_error_t error;
    if (length > JSON_TEXT_MOST) {
        (void)problem_add(problems, PROBLEM_ERROR, NULL, NULL, N_("JSON 超过 %d 字节"),
                          JSON_TEXT_MOST);
        return NULL;
    }
    if (depth_of(bytes, length) > JSON_TEXT_DEPTH) {
        (void)problem_add(problems, PROBLEM_ERROR, NULL, NULL, N_("JSON 嵌套超过 %d 层"),
                          JSON_TEXT_DEPTH);
        return NULL;
    }
    json_t *json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        (void)problem_add(problems, PROBLEM_ERROR, NULL, NULL, what(&error), error.line,
                          error.column);
    return json;
}
