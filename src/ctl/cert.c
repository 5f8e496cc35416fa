/* SPDX-License-Identifier: GPL-3.0-or-later
 * cert.c - `anju cert`: a new certificate for the desk, or a look at the one there is. */
#include "ctl/certificate.h"

static int show(struct ctl *ctl) {
    struct err         err = { .lang = ctl->lang };
    struct certificate certificate;
    if (!certificate_read(ctl, &certificate, &err))
        return ctl_fail(ctl, &err);
    certificate_tell(ctl, &certificate);
    return CTL_DONE;
}

int ctl_cert(struct ctl *ctl, int argc, char **argv) {
    bool                    due = false, look = false;
    const char             *host = NULL;
    const struct ctl_option options[] = {
        { "host", N_("名字"), N_("机器的名字和地址，逗号隔开；不写就是这台机器自己的"), NULL,
          &host },
        { "if-due", NULL, N_("没有证书或 30 天内到期才做"), &due, NULL },
        { "show", NULL, N_("只看现在的证书，不做新的"), &look, NULL },
        { 0 },
    };
    struct err         err = { .lang = ctl->lang };
    struct certificate certificate;
    int                status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    if (look)
        return show(ctl);
    if (due && !certificate_due(ctl))
        return CTL_DONE;
    if (!ctl_clock(ctl, &err) || !certificate_make(ctl, host, &certificate, &err))
        return ctl_fail(ctl, &err);
    ctl_say(ctl, "做好了新的证书，重新启动 anju-desk 后生效：");
    certificate_tell(ctl, &certificate);
    return CTL_DONE;
}
