/* SPDX-License-Identifier: GPL-3.0-or-later
 * pem.h - a certificate for 127.0.0.1 that signs itself, made anew for each run; good for an hour.
 */
#ifndef ANJU_TESTS_SUPPORT_PEM_H
#define ANJU_TESTS_SUPPORT_PEM_H

struct pem {
    char cert[4096], key[4096];
};

void pem_make(struct pem *pem);

#endif
