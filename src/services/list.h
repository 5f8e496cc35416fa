/* SPDX-License-Identifier: GPL-3.0-or-later
 * list.h - every service, a line each; included with the meaning of SERVICE that a program needs,
 * and of SERVICE_UNSEEN for those that have no tile on home. */
SERVICE(jobs)
#ifdef SERVICE_UNSEEN
SERVICE_UNSEEN(help)
#endif
