/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_fuzz.c - what is typed or scanned as a number or a token: read, it is in the one form
 * that is read as itself, and its check character is right. */
#include "flow/receipt.h"

#include "base/err.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool ok, const char *what) {
    if (!ok)
        bug("%s", what);
}

static void read_number(const char *text) {
    char number[TEXT_SIZE(NUMBER_TEXT)], again[TEXT_SIZE(NUMBER_TEXT)];
    if (!number_read(text, number))
        return;
    size_t size = strlen(number);
    check(size <= NUMBER_TEXT && size > 2, "a number that no row holds");
    check(number_read(number, again) && strcmp(number, again) == 0, "a number read twice");
    const char last = number[size - 1];
    number[size - 2] = '\0';
    check(number_check(number) == last, "a check character");
}

static void read_token(const char *text) {
    char token[TOKEN_TEXT], again[TOKEN_TEXT];
    if (!token_read(text, token))
        return;
    check(strlen(token) == TOKEN_TEXT - 1, "a token's length");
    check(token_read(token, again) && strcmp(token, again) == 0, "a token read twice");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    char *text = malloc(length + 1);
    if (!text)
        return 0;
    memcpy(text, bytes, length);
    text[length] = '\0';
    read_number(text);
    read_token(text);
    free(text);
    return 0;
}
