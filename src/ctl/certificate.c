/* SPDX-License-Identifier: GPL-3.0-or-later
 * certificate.c - a key on the curve P-256 and a certificate of it for 825 days, which is the
 * longest that all browsers take. The key is written first: a power cut between the two leaves a
 * pair that the desk refuses and certificate_due() renews. */
#include "ctl/certificate.h"

#include "base/file.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    VALID_DAYS = 825,
    RENEW_DAYS = 30,
    DAY_SECONDS = 86400,
    PEM_MOST = 16 << 10,
    SERIAL = 16,
    HASH = 32,
    KEY_MODE = 0600,
    CERT_MODE = 0644,
    FOLDER_MODE = 0700,
};

struct name_list {
    char text[512]; /* comma between */
    bool fits;
};

static void name_add(struct name_list *names, const char *name) {
    size_t length = strlen(names->text), more = strlen(name);
    if (length + more + 3 > sizeof(names->text)) {
        names->fits = false;
        return;
    }
    if (length > 0)
        memcpy(names->text + length, ", ", 3);
    memcpy(names->text + length + (length > 0 ? 2 : 0), name, more + 1);
}

/* Addresses that others may reach: no loopback but the usual two, none of the link alone. */
static void addresses_add(struct name_list *names) {
    struct ifaddrs *all;
    char            text[INET6_ADDRSTRLEN];
    if (getifaddrs(&all) != 0)
        return; /* the names are enough */
    for (struct ifaddrs *one = all; one; one = one->ifa_next) {
        if (!one->ifa_addr || (one->ifa_flags & IFF_LOOPBACK) || !(one->ifa_flags & IFF_UP))
            continue;
        if (one->ifa_addr->sa_family == AF_INET) {
            const struct sockaddr_in *in = (const void *)one->ifa_addr;
            if (inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text)))
                name_add(names, text);
        } else if (one->ifa_addr->sa_family == AF_INET6) {
            const struct sockaddr_in6 *in = (const void *)one->ifa_addr;
            if (!IN6_IS_ADDR_LINKLOCAL(&in->sin6_addr) &&
                inet_ntop(AF_INET6, &in->sin6_addr, text, sizeof(text)))
                name_add(names, text);
        }
    }
    freeifaddrs(all);
}

static void own_names(struct name_list *names) {
    char host[65] = "", local[72];
    if (gethostname(host, sizeof(host) - 1) == 0 && *host) {
        name_add(names, host);
        if (!strchr(host, '.')) {
            (void)snprintf(local, sizeof(local), "%s.local", host); /* fits */
            name_add(names, local);
        }
    }
    if (strcmp(host, "localhost") != 0)
        name_add(names, "localhost");
    name_add(names, "127.0.0.1");
    name_add(names, "::1");
    addresses_add(names);
}

/* Letters, digits, hyphens and dots: what a host may be called. */
static bool host_plain(const char *name) {
    return *name && strlen(name) <= 253 && name[0] != '-' && name[0] != '.' &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")] ==
               '\0';
}

/* One name into the certificate, and into what is told of it. */
static bool name_put(gnutls_x509_crt_t cert, const char *name, struct err *err) {
    unsigned char address[sizeof(struct in6_addr)];
    const void   *value = address;
    unsigned      size = 0;
    int           kind = GNUTLS_SAN_IPADDRESS;
    if (inet_pton(AF_INET, name, address) == 1) {
        size = sizeof(struct in_addr);
    } else if (inet_pton(AF_INET6, name, address) == 1) {
        size = sizeof(struct in6_addr);
    } else {
        if (!host_plain(name))
            return err_code_set(err, ERR_INVALID, "“%s”不能当机器的名字或地址", name);
        kind = GNUTLS_SAN_DNSNAME;
        value = name;
        size = (unsigned)strlen(name);
    }
    return gnutls_x509_crt_set_subject_alt_name(cert, (gnutls_x509_subject_alt_name_t)kind, value,
                                                size, GNUTLS_FSAN_APPEND) == 0 ||
           err_set(err, "证书里写不进“%s”", name);
}

static bool names_put(gnutls_x509_crt_t cert, const char *list, char *ret_first, size_t room,
                      struct err *err) {
    char name[254];
    *ret_first = '\0';
    for (const char *at = list + strspn(list, ", "); *at; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ", ");
        if (length >= sizeof(name))
            return err_code_set(err, ERR_INVALID, "名字太长：%s", at);
        memcpy(name, at, length);
        name[length] = '\0';
        if (!name_put(cert, name, err))
            return false;
        if (!*ret_first && length < room)
            memcpy(ret_first, name, length + 1);
        at += length;
    }
    return *ret_first || err_code_set(err, ERR_INVALID, "要写至少一个名字或地址");
}

static bool refused(int code, struct err *err) {
    return code >= 0 || err_set(err, "做不成证书：%s", gnutls_strerror(code));
}

/* Everything but the names, signed by its own key. */
static bool sign(struct ctl *ctl, gnutls_x509_crt_t cert, gnutls_x509_privkey_t key,
                 const char *name, struct err *err) {
    unsigned char serial[SERIAL], id[20];
    size_t        id_size = sizeof(id);
    time_t        now = (time_t)(world_now(&ctl->world).ms / 1000);
    world_random(&ctl->world, serial, sizeof(serial));
    serial[0] &= 0x7F; /* a positive number */
    return refused(gnutls_x509_crt_set_version(cert, 3), err) &&
           refused(gnutls_x509_crt_set_serial(cert, serial, sizeof(serial)), err) &&
           refused(gnutls_x509_crt_set_activation_time(cert, now - DAY_SECONDS), err) &&
           refused(
               gnutls_x509_crt_set_expiration_time(cert, now + (time_t)VALID_DAYS * DAY_SECONDS),
               err) &&
           refused(gnutls_x509_crt_set_dn_by_oid(cert, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                 (unsigned)strnlen(name, 64)),
                   err) &&
           refused(gnutls_x509_crt_set_basic_constraints(cert, 0, -1), err) &&
           refused(gnutls_x509_crt_set_key_usage(cert, GNUTLS_KEY_DIGITAL_SIGNATURE), err) &&
           refused(gnutls_x509_crt_set_key_purpose_oid(cert, GNUTLS_KP_TLS_WWW_SERVER, 0), err) &&
           refused(gnutls_x509_crt_set_key(cert, key), err) &&
           refused(gnutls_x509_crt_get_key_id(cert, 0, id, &id_size), err) &&
           refused(gnutls_x509_crt_set_subject_key_id(cert, id, id_size), err) &&
           refused(gnutls_x509_crt_sign2(cert, cert, key, GNUTLS_DIG_SHA256, 0), err);
}

static bool pair_write(struct ctl *ctl, gnutls_x509_crt_t cert, gnutls_x509_privkey_t key,
                       struct err *err) {
    gnutls_datum_t key_pem = { 0 }, cert_pem = { 0 };
    bool           made;
    bool           done =
        file_make_folder(ctl_path(ctl, "tls"), FOLDER_MODE, &made, err) &&
        refused(gnutls_x509_privkey_export2_pkcs8(key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN,
                                                  &key_pem),
                err) &&
        refused(gnutls_x509_crt_export2(cert, GNUTLS_X509_FMT_PEM, &cert_pem), err) &&
        file_write(ctl_path(ctl, "tls/key.pem"), key_pem.data, key_pem.size, KEY_MODE, err) &&
        file_write(ctl_path(ctl, "tls/cert.pem"), cert_pem.data, cert_pem.size, CERT_MODE, err);
    if (key_pem.data)
        explicit_bzero(key_pem.data, key_pem.size);
    gnutls_free(key_pem.data);
    gnutls_free(cert_pem.data);
    return done;
}

bool certificate_make(struct ctl *ctl, const char *host, struct certificate *ret_certificate,
                      struct err *err) {
    gnutls_x509_crt_t     cert = NULL;
    gnutls_x509_privkey_t key = NULL;
    struct name_list      names = { .fits = true };
    char                  first[254];
    if (!host)
        own_names(&names); /* more addresses than fit are left out */
    bool done =
        refused(gnutls_x509_crt_init(&cert), err) && refused(gnutls_x509_privkey_init(&key), err) &&
        refused(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                             GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
                err) &&
        names_put(cert, host ? host : names.text, first, sizeof(first), err) &&
        sign(ctl, cert, key, first, err) && pair_write(ctl, cert, key, err);
    if (key)
        gnutls_x509_privkey_deinit(key);
    if (cert)
        gnutls_x509_crt_deinit(cert);
    return done && certificate_read(ctl, ret_certificate, err);
}

/* --- reading ------------------------------------------------------------------------------- */

static void names_read(gnutls_x509_crt_t cert, struct certificate *certificate) {
    struct name_list names = { .fits = true };
    unsigned char    value[256];
    char             text[INET6_ADDRSTRLEN];
    for (unsigned i = 0;; i++) {
        size_t size = sizeof(value) - 1;
        int    kind = gnutls_x509_crt_get_subject_alt_name(cert, i, value, &size, NULL);
        if (kind < 0)
            break;
        value[size] = '\0';
        bool v4 = size == sizeof(struct in_addr);
        if (kind == GNUTLS_SAN_DNSNAME)
            name_add(&names, (const char *)value);
        else if (kind == GNUTLS_SAN_IPADDRESS && (v4 || size == sizeof(struct in6_addr)) &&
                 inet_ntop(v4 ? AF_INET : AF_INET6, value, text, sizeof(text)))
            name_add(&names, text);
    }
    memcpy(certificate->names, names.text, sizeof(names.text));
}

static void fingerprint_write(const unsigned char hash[HASH], char *out) {
    for (int i = 0; i < HASH; i++)
        (void)snprintf(out + 3 * i, (size_t)(FINGERPRINT_TEXT - 3 * i),
                       i < HASH - 1 ? "%02X:" : "%02X", hash[i]); /* fits */
}

bool certificate_read(struct ctl *ctl, struct certificate *ret_certificate, struct err *err) {
    gnutls_x509_crt_t  cert;
    struct certificate certificate = { .names = "" };
    unsigned char      hash[HASH];
    size_t             length, hash_size = sizeof(hash);
    char              *bytes;
    if (!file_read(&ctl->arena, ctl_path(ctl, "tls/cert.pem"), PEM_MOST, &bytes, &length, err))
        return false;
    if (!refused(gnutls_x509_crt_init(&cert), err))
        return false;
    gnutls_datum_t pem = { (unsigned char *)bytes, (unsigned)length };
    bool           done = gnutls_x509_crt_import(cert, &pem, GNUTLS_X509_FMT_PEM) == 0 &&
                gnutls_x509_crt_get_fingerprint(cert, GNUTLS_DIG_SHA256, hash, &hash_size) == 0;
    if (done) {
        int64_t until = (int64_t)gnutls_x509_crt_get_expiration_time(cert);
        certificate.until = day_of_time((time_ms){ until * 1000 });
        fingerprint_write(hash, certificate.fingerprint);
        names_read(cert, &certificate);
        *ret_certificate = certificate;
    }
    gnutls_x509_crt_deinit(cert);
    return done || err_code_set(err, ERR_DAMAGED, "%s 不是证书", "tls/cert.pem");
}

/* Does the key belong to the certificate? The desk would refuse them otherwise. */
static bool pair_fits(struct ctl *ctl) {
    gnutls_certificate_credentials_t both;
    if (gnutls_certificate_allocate_credentials(&both) != 0)
        return false;
    bool fits = gnutls_certificate_set_x509_key_file(both, ctl_path(ctl, "tls/cert.pem"),
                                                     ctl_path(ctl, "tls/key.pem"),
                                                     GNUTLS_X509_FMT_PEM) >= 0;
    gnutls_certificate_free_credentials(both);
    return fits;
}

bool certificate_due(struct ctl *ctl) {
    struct certificate certificate;
    return !certificate_read(ctl, &certificate, NULL) || !pair_fits(ctl) ||
           certificate.until.n - world_today(&ctl->world).n <= RENEW_DAYS;
}

void certificate_tell(struct ctl *ctl, const struct certificate *certificate) {
    struct date date = day_date(certificate->until);
    ctl_say(ctl, "  证书      tls/cert.pem，用到 %d 年 %d 月 %d 日\n  名字      %s\n  指纹      %s",
            date.year, date.month, date.day, certificate->names, certificate->fingerprint);
}
