/* SPDX-License-Identifier: GPL-3.0-or-later
 * tls.h - what TLS of ours is: 1.2 and 1.3 only, and a certificate that fits its key. Making one is
 * `anju cert`. */
#ifndef ANJU_WEB_TLS_H
#define ANJU_WEB_TLS_H

#include "base/err.h"

/* For gnutls_priority_init: no old version, no cipher without forward secrecy. */
extern const char *const tls_priorities;

/* Both are PEM. A sentence says which one is wrong, or that they do not belong together. */
bool tls_check(const char *cert_pem, const char *key_pem, struct err *err);

#endif
