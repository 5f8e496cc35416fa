/* SPDX-License-Identifier: GPL-3.0-or-later
 * pem.c - by GnuTLS, which the server is linked with. */
#include "support/pem.h"

#include "base/err.h"

#include <gnutls/x509.h>
#include <stdint.h>
#include <time.h>

static void must(int result) {
    if (result < 0)
        bug("a certificate: %s", gnutls_strerror(result));
}

static void describe(gnutls_x509_crt_t cert) {
    static const uint8_t address[4] = { 127, 0, 0, 1 };
    time_t               now = time(NULL);
    must(gnutls_x509_crt_set_version(cert, 3));
    must(gnutls_x509_crt_set_serial(cert, "\1", 1));
    must(gnutls_x509_crt_set_activation_time(cert, now - 3600));
    must(gnutls_x509_crt_set_expiration_time(cert, now + 3600));
    must(gnutls_x509_crt_set_dn(cert, "CN=anju", NULL));
    must(gnutls_x509_crt_set_basic_constraints(cert, 1, 0));
    must(gnutls_x509_crt_set_subject_alt_name(cert, GNUTLS_SAN_IPADDRESS, address, sizeof(address),
                                              GNUTLS_FSAN_SET));
}

void pem_make(struct pem *pem) {
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t     cert;
    size_t                cert_size = sizeof(pem->cert), key_size = sizeof(pem->key);
    must(gnutls_x509_privkey_init(&key));
    must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    must(gnutls_x509_crt_init(&cert));
    describe(cert);
    must(gnutls_x509_crt_set_key(cert, key));
    must(gnutls_x509_crt_sign2(cert, cert, key, GNUTLS_DIG_SHA256, 0));
    must(gnutls_x509_crt_export(cert, GNUTLS_X509_FMT_PEM, pem->cert, &cert_size));
    must(gnutls_x509_privkey_export(key, GNUTLS_X509_FMT_PEM, pem->key, &key_size));
    gnutls_x509_crt_deinit(cert);
    gnutls_x509_privkey_deinit(key);
}
