/* SPDX-License-Identifier: GPL-3.0-or-later
 * list.h - every service, a line each; included with the meaning of SERVICE that a program needs. */
SERVICE(jobs)
