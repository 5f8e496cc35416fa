# SPDX-License-Identifier: GPL-3.0-or-later
# Anju. `make run` and `make check` are the two commands to know; the rest is below.
#
# BUILD is the folder of what is made; VARIANT picks flags and a folder of its own below it.

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

BUILD   ?= build
PREFIX  ?= /usr/local
CC       = cc
VARIANT ?= release
VERSION := 0.1.0

LAYERS := base record store staff flow sheet web services ui kiosk ctl desk
PACKAGES_base   := icu-uc libsodium libqrencode
PACKAGES_record := jansson inih
PACKAGES_store  := sqlite3 libsodium
PACKAGES_staff  := libsodium liboath
PACKAGES_web    := libmicrohttpd gnutls jansson
PACKAGES_sheet  := libzip expat freexl xlsxwriter
PACKAGES_ui     := freetype2 harfbuzz libpng icu-uc libpinyin
PACKAGES_kiosk  := sdl2
PACKAGES_ctl    := gnutls
PACKAGES_tests  := cmocka zbar libcurl

WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wvla -Wformat=2 -Wno-format-nonliteral -Werror
COMMON   := -std=c11 -D_GNU_SOURCE -DANJU_VERSION='"$(VERSION)"' -Isrc -Itests -I$(BUILD)/gen -g $(WARNINGS) \
            -fno-strict-overflow -fstack-protector-strong -fPIE
CFLAGS_release := -O2 -D_FORTIFY_SOURCE=3
CFLAGS_asan    := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_tsan    := -O1 -fsanitize=thread -fno-omit-frame-pointer
LDFLAGS_release := -pie -Wl,-z,relro,-z,now
LDFLAGS_asan    := -pie -fsanitize=address,undefined
LDFLAGS_tsan    := -pie -fsanitize=thread
ALL_CFLAGS  = $(COMMON) $(CFLAGS_$(VARIANT)) $(PACKAGE_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(VARIANT)) $(LDFLAGS)

# The compiled things of a variant; the release's binaries are also at build/anju, build/anju-kiosk.
OBJ := $(BUILD)/$(VARIANT)

PACKAGE_CFLAGS = $(shell pkg-config --cflags $(sort $(foreach l,$(LAYERS) tests,$(PACKAGES_$(l)))))
package_libs   = $(shell pkg-config --libs $(sort $(foreach l,$(1),$(PACKAGES_$(l)))))

# --- what there is -------------------------------------------------------------------------------

# Screens are in the services' folders but only the kiosk holds them.
SCREENS  := $(wildcard src/services/*/*_screen.c src/services/*/*_glass.c)
# Likewise what only the desk holds.
API      := $(wildcard src/services/*/*_api.c src/services/desk.c)
SOURCES_base     := $(wildcard src/base/*.c)
SOURCES_record   := $(wildcard src/record/*.c)
SOURCES_store    := $(wildcard src/store/*.c)
SOURCES_staff    := $(wildcard src/staff/*.c)
SOURCES_flow     := $(wildcard src/flow/*.c)
SOURCES_sheet    := $(wildcard src/sheet/*.c)
SOURCES_web      := $(wildcard src/web/*.c)
SOURCES_services := $(filter-out $(SCREENS) $(API),$(wildcard src/services/*.c src/services/*/*.c))
SOURCES_ui       := $(wildcard src/ui/*.c)
SOURCES_screens  := $(SCREENS)
SOURCES_api      := $(API)
SOURCES_kiosk    := $(filter-out src/kiosk/main.c,$(wildcard src/kiosk/*.c))
SOURCES_ctl      := $(filter-out src/ctl/main.c,$(wildcard src/ctl/*.c))
SOURCES_desk     := $(filter-out src/desk/main.c,$(wildcard src/desk/*.c))
SOURCES_support  := $(wildcard tests/support/*.c)
ARCHIVES := base record store staff flow sheet web services api ui screens kiosk ctl desk support

# What each folder is linked with, itself first; the same order as ARCHITECTURE.md's layers.
LINK_base     := base
LINK_record   := record $(LINK_base)
LINK_store    := store $(LINK_record)
LINK_staff    := staff $(LINK_store)
LINK_flow     := flow $(LINK_staff)
LINK_sheet    := sheet $(LINK_flow)
LINK_web      := web $(LINK_sheet)
LINK_services := services $(LINK_sheet)
LINK_ui       := ui $(LINK_record)
LINK_kiosk    := kiosk screens ui services $(LINK_sheet)
LINK_ctl      := ctl $(LINK_services)
LINK_desk     := desk api web services $(LINK_sheet)
LINK_fuzz     := web $(LINK_ctl)
LINK_crash    := $(LINK_ctl)
LINK_bench    := desk api web ctl $(LINK_kiosk)

objects  = $(patsubst %.c,$(OBJ)/obj/%.o,$(1))
archives = $(foreach a,$(1),$(OBJ)/lib/lib$(a).a)

BIN := $(if $(filter release,$(VARIANT)),$(BUILD),$(OBJ))
PROGRAMS := $(BIN)/anju $(BIN)/anju-kiosk $(BIN)/anju-desk
TESTS    := $(patsubst tests/%.c,$(OBJ)/tests/%,$(wildcard tests/*/*_test.c))
SCRIPTS  := $(wildcard tests/*/*_test.sh)
FUZZERS  := $(patsubst tests/%.c,$(OBJ)/tests/%,$(wildcard tests/fuzz/*_fuzz.c))
BENCHES  := $(patsubst tests/%.c,$(OBJ)/tests/%,$(wildcard tests/bench/*_bench.c))

# What is read at run time: tests depend on it.
CONFIG   := $(patsubst %,$(BUILD)/share/%,$(shell find config -type f))
READINGS := $(BUILD)/share/assets/readings.tsv
FONTS    := $(BUILD)/share/fonts/regular.otf $(BUILD)/share/fonts/bold.otf $(BUILD)/share/fonts/icons.ttf

.PHONY: all deps deps-bench run check check-one asan soak bench tour layers format fuzz clean install uninstall pot
all: $(PROGRAMS) share

# --- the two commands ----------------------------------------------------------------------------

# Installs what is missing (as root, or by sudo), from the one list; quiet when nothing is.
deps:
	@deploy/deps
# What the bench measures the kiosk beside, where it is wanted: never needed to build, test or run.
deps-bench: deps
	@deploy/deps packages-bench.txt

run: deps
	@$(MAKE) --no-print-directory all
	@deploy/try $(BUILD)

check: deps
	@$(MAKE) --no-print-directory all tests
	@$(MAKE) --no-print-directory all tests VARIANT=asan
	@tests/run $(BUILD)

# --- compiling and linking -----------------------------------------------------------------------

GENERATED := $(BUILD)/gen/icon_codes.h

$(OBJ)/obj/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c $< -o $@

# Where libpinyin's tables are installed: a folder by architecture.
$(OBJ)/obj/src/ui/ime.o: PACKAGE_CFLAGS += \
    -DANJU_PINYIN='"$(shell pkg-config --variable=pkgdatadir libpinyin)/data"'

define archive_rule
$(OBJ)/lib/lib$(1).a: $(call objects,$(SOURCES_$(1)))
	@mkdir -p $$(@D)
	@rm -f $$@
	ar rcs $$@ $$^
endef
$(foreach a,$(ARCHIVES),$(eval $(call archive_rule,$(a))))

$(BIN)/anju: $(call objects,src/ctl/main.c) $(call archives,$(LINK_ctl))
	$(CC) $(ALL_LDFLAGS) $(call objects,src/ctl/main.c) -Wl,--start-group $(call archives,$(LINK_ctl)) \
	    -Wl,--end-group -Wl,--as-needed $(call package_libs,$(LINK_ctl)) -lm -o $@
$(BIN)/anju-kiosk: $(call objects,src/kiosk/main.c) $(call archives,$(LINK_kiosk))
	$(CC) $(ALL_LDFLAGS) $(call objects,src/kiosk/main.c) -Wl,--start-group \
	    $(call archives,$(LINK_kiosk)) -Wl,--end-group -Wl,--as-needed \
	    $(call package_libs,$(LINK_kiosk)) -lm -o $@

$(BIN)/anju-desk: $(call objects,src/desk/main.c) $(call archives,$(LINK_desk))
	$(CC) $(ALL_LDFLAGS) $(call objects,src/desk/main.c) -Wl,--start-group \
	    $(call archives,$(LINK_desk)) -Wl,--end-group -Wl,--as-needed \
	    $(call package_libs,$(LINK_desk)) -lm -o $@

# A test may ask for linker flags of its own in a line `/* link: -Wl,--wrap=write */`.
test_folder = $(firstword $(subst /, ,$(patsubst $(OBJ)/tests/%,%,$(1))))
test_flags  = $(shell sed -n 's,^/\* link: \(.*\) \*/$$,\1,p' $(patsubst $(OBJ)/%,%.c,$(1)))
define test_rule
$(1): $(call objects,$(patsubst $(OBJ)/%,%.c,$(1))) $(call archives,support $(LINK_$(call test_folder,$(1))))
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_LDFLAGS) $$< -Wl,--start-group \
	    $$(call archives,support $(LINK_$(call test_folder,$(1)))) -Wl,--end-group \
	    -Wl,--as-needed $$(call test_flags,$(1)) \
	    $$(call package_libs,tests $(LINK_$(call test_folder,$(1)))) -lm -o $$@
endef
$(foreach t,$(TESTS) $(FUZZERS) $(BENCHES),$(eval $(call test_rule,$(t))))

.PHONY: tests
tests: $(TESTS) $(FUZZERS) $(CONFIG) $(READINGS) $(FONTS)
# One folder's tests alone, while working on it: make tests-store, make tests-store VARIANT=asan.
tests-%: $(CONFIG) $(READINGS) $(FONTS)
	@$(MAKE) --no-print-directory $(filter $(OBJ)/tests/$*/%,$(TESTS))
	@for t in $(filter $(OBJ)/tests/$*/%,$(TESTS)); do \
	    ANJU_SHARE=$(abspath $(BUILD)/share) ANJU_BIN=$(abspath $(BIN)) $$t || exit 1; done

-include $(shell find $(OBJ)/obj -name '*.d' 2>/dev/null)

# --- what is shipped beside the programs ---------------------------------------------------------

MO     := $(BUILD)/share/assets/i18n/en.mo
.PHONY: share
share: $(CONFIG) $(FONTS) $(MO) $(READINGS)
	@mkdir -p $(BIN) && { [ -e $(BIN)/share ] || ln -s $(abspath $(BUILD)/share) $(BIN)/share; }

$(BUILD)/share/config/%: config/%
	@mkdir -p $(@D)
	cp $< $@
$(MO): assets/i18n/en.po
	@mkdir -p $(@D)
	msgfmt --check --no-hash $< -o $@

# How Chinese words are read, out of libpinyin's tables once, so that no program loads them.
$(BUILD)/gen/readings_table: assets/readings/table.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -O2 $(WARNINGS) $$(pkg-config --cflags libpinyin) $< \
	    $$(pkg-config --libs libpinyin) -o $@
$(READINGS): $(BUILD)/gen/readings_table assets/readings/usual.txt
	@mkdir -p $(@D)
	$< "$$(pkg-config --variable=pkgdatadir libpinyin)/data" assets/readings/usual.txt > $@

# The catalogue's template from the code and the tables; `make pot` merges it into en.po.
pot:
	@mkdir -p $(BUILD)
	assets/i18n/extract $(BUILD)/anju.pot
	msgmerge --quiet --no-fuzzy-matching --update --backup=none assets/i18n/en.po $(BUILD)/anju.pot

# What every screen shows comes from a subset (GB2312, ASCII, punctuation); rare characters from the
# system's full face, opened when the first one comes (fonts/README.md).
NOTO := /usr/share/fonts/opentype/noto
$(BUILD)/share/fonts/regular.otf: fonts/subset
	@mkdir -p $(@D)
	fonts/subset $(NOTO)/NotoSansCJK-Regular.ttc $@
$(BUILD)/share/fonts/bold.otf: fonts/subset
	@mkdir -p $(@D)
	fonts/subset $(NOTO)/NotoSansCJK-Bold.ttc $@

NPM := $(BUILD)/npm/node_modules/.package-lock.json
$(NPM): assets/package.json assets/package-lock.json
	@mkdir -p $(BUILD)/npm
	cp assets/package.json assets/package-lock.json $(BUILD)/npm/
	npm ci --prefix $(BUILD)/npm --no-audit --no-fund --silent
	@touch $@
# What the desk is measured against: Node's better-sqlite3, compiled here where no ready one comes.
PEER := $(BUILD)/peer/node_modules/.package-lock.json
$(PEER): tests/bench/peer/package.json tests/bench/peer/package-lock.json
	@mkdir -p $(BUILD)/peer
	cp tests/bench/peer/package.json tests/bench/peer/package-lock.json $(BUILD)/peer/
	npm_config_nodedir=/usr npm ci --prefix $(BUILD)/peer --no-audit --no-fund --silent || \
	    echo "better-sqlite3 cannot be had here: the desk is measured alone" >&2
	@mkdir -p $(@D) && touch $@

$(BUILD)/share/fonts/icons.ttf: $(NPM)
	@mkdir -p $(@D)
	cp $(BUILD)/npm/node_modules/lucide-static/font/lucide.ttf $@
$(BUILD)/gen/icon_codes.h: $(NPM) fonts/icons.txt fonts/icon_codes
	@mkdir -p $(@D)
	fonts/icon_codes fonts/icons.txt $(BUILD)/npm/node_modules/lucide-static/font/codepoints.json > $@

# --- the rest ------------------------------------------------------------------------------------

asan: deps
	@$(MAKE) --no-print-directory all tests VARIANT=asan
	@tests/run $(BUILD) asan
soak: deps
	@$(MAKE) --no-print-directory all tests
	@ANJU_SOAK=1 tests/run $(BUILD) release
bench: deps
	@$(MAKE) --no-print-directory all $(BENCHES) $(PEER)
	@tests/bench/run $(BUILD)

# The same home page in Qt Quick, its QML compiled beforehand, where Qt is installed (deps-bench).
QT_QML = $(shell pkg-config --variable=libdir Qt6Quick 2>/dev/null)/qt6/qml
PEER   = $(if $(and $(wildcard $(QT_QML)/QtQuick/qmldir),$(wildcard $(QT_QML)/QtQml/WorkerScript/qmldir)), \
           $(BUILD)/peer/qt-home)
QML    := tests/bench/peer/qt
$(BUILD)/peer/qt-home: $(QML)/main.cpp $(QML)/Home.qml $(QML)/home.qrc
	@mkdir -p $(@D)
	cp $(QML)/Home.qml $(QML)/home.qrc $(@D)/
	tools=$$(pkg-config --variable=libexecdir Qt6Qml) && cd $(@D) && \
	    $$tools/rcc --name home -o home_qrc.cpp home.qrc && \
	    $$tools/qmlcachegen --resource home.qrc --resource-path /Home.qml -o home_qml.cpp Home.qml && \
	    $$tools/qmlcachegen --resource-name qmlcache_home -o qmlcache_loader.cpp /Home.qml
	c++ -std=c++17 -O2 -fPIC $$(pkg-config --cflags Qt6Quick) $< $(@D)/home_qrc.cpp $(@D)/home_qml.cpp \
	    $(@D)/qmlcache_loader.cpp $$(pkg-config --libs Qt6Quick) -o $@

tour: all
	@deploy/tour $(BUILD)
# Onto this machine, or below DESTDIR; deploy/README.md is how a device becomes a kiosk.
install: all
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" deploy/install $(BUILD)
uninstall:
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" deploy/install --remove
layers:
	@tests/layers
fuzz:
	@tests/fuzz/hunt $(BUILD)
format:
	clang-format -i $$(git ls-files --cached --others --exclude-standard 'src/*.[ch]' 'tests/*.[ch]')
clean:
	rm -rf $(BUILD)
