/* SPDX-License-Identifier: GPL-3.0-or-later
 * certificate.h - the desk's certificate, made by the node itself: FOLDER/tls/cert.pem and key.pem
 * (0600), signed by its own key, for this machine's names and addresses. Whoever opens the console
 * the first time compares its fingerprint with what `anju cert` prints. */
#ifndef ANJU_CTL_CERTIFICATE_H
#define ANJU_CTL_CERTIFICATE_H

#include "ctl/ctl.h"

enum { FINGERPRINT_TEXT = 32 * 3 /* "AB:CD:…", with its end */ };

struct certificate {
    day  until;
    char fingerprint[FINGERPRINT_TEXT]; /* SHA-256 of the whole certificate */
    char names[512];                    /* "anju-01, anju-01.local, 192.168.1.7" */
};

/* A new key and certificate over the old ones. `host`: names and addresses, comma between; NULL:
 * this machine's name, its name.local, localhost and the addresses of its interfaces. */
bool certificate_make(struct ctl *ctl, const char *host, struct certificate *ret_certificate,
                      struct err *err);
/* ERR_ABSENT: there is none. */
bool certificate_read(struct ctl *ctl, struct certificate *ret_certificate, struct err *err);
/* None is there, it cannot be read, or it ends within 30 days. */
bool certificate_due(struct ctl *ctl);
void certificate_tell(struct ctl *ctl, const struct certificate *certificate);

#endif
