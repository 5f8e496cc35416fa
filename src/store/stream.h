/* SPDX-License-Identifier: GPL-3.0-or-later
 * stream.h - a file encrypted piece by piece (XChaCha20-Poly1305, libsodium's secretstream): the
 * last piece says that it is the last, so a file that was cut is told from a whole one.
 *
 *   magic 8 | format 8 | check of the key 16 | secretstream's header 24 | pieces of PIECE + 17 */
#ifndef ANJU_STORE_STREAM_H
#define ANJU_STORE_STREAM_H

#include "base/err.h"

#include <sodium.h>

enum { STREAM_PIECE = 64 << 10, STREAM_KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES };

struct stream {
    int                                         fd;
    uint8_t                                     piece[STREAM_PIECE];
    size_t                                      used; /* of the piece that is being filled */
    crypto_secretstream_xchacha20poly1305_state state;
};

bool stream_key_read(const char *path, uint8_t ret_key[STREAM_KEY], struct err *err);

/* Writing, to an fd that stays the caller's. */
bool stream_begin(struct stream *stream, int fd, const uint8_t key[STREAM_KEY], struct err *err);
bool stream_put(struct stream *stream, const void *bytes, size_t length, struct err *err);
bool stream_end(struct stream *stream, struct err *err); /* the last piece; not yet synced */

/* Reading. Each piece is proven before it is given out; ret_last with the last one. */
bool stream_open(struct stream *stream, int fd, const uint8_t key[STREAM_KEY], struct err *err);
bool stream_next(struct stream *stream, size_t *ret_length, bool *ret_last, struct err *err);

bool file_put(int fd, const void *bytes, size_t length); /* all of it */
/* Up to `length`; fewer only at the end. -1: failed. */
long file_take(int fd, void *bytes, size_t length);

#endif
