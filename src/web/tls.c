/* SPDX-License-Identifier: GPL-3.0-or-later
 * tls.c - certificate and key looked at before a listener opens, so that a wrong file is told in a
 * sentence at the start and not by each browser. */
#include "web/tls.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdint.h>
#include <string.h>

const char *const tls_priorities =
    "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:-CIPHER-ALL:+AES-256-GCM:+AES-128-GCM:"
    "+CHACHA20-POLY1305:%SERVER_PRECEDENCE";

static bool pair_check(gnutls_certificate_credentials_t credentials, const char *cert_pem,
                       const char *key_pem, struct err *err) {
    const gnutls_datum_t cert = { (unsigned char *)(uintptr_t)cert_pem,
                                  (unsigned)strlen(cert_pem) };
    const gnutls_datum_t key = { (unsigned char *)(uintptr_t)key_pem, (unsigned)strlen(key_pem) };
    int result = gnutls_certificate_set_x509_key_mem(credentials, &cert, &key, GNUTLS_X509_FMT_PEM);
    if (result == GNUTLS_E_CERTIFICATE_KEY_MISMATCH)
        return err_code_set(err, ERR_INVALID, N_("证书和私钥不是一对"));
    if (result < 0)
        return err_code_set(err, ERR_INVALID, N_("证书或私钥不能用：%s"), gnutls_strerror(result));
    return true;
}

bool tls_check(const char *cert_pem, const char *key_pem, struct err *err) {
    gnutls_certificate_credentials_t credentials;
    if (!cert_pem || !key_pem)
        return err_code_set(err, ERR_ABSENT, N_("没有证书或私钥，请运行 anju cert"));
    if (gnutls_certificate_allocate_credentials(&credentials) < 0)
        return err_code_set(err, ERR_MEMORY, N_("服务启动不了"));
    bool ok = pair_check(credentials, cert_pem, key_pem, err);
    gnutls_certificate_free_credentials(credentials);
    return ok;
}
