# Everything a person or CI does starts here: `make help`.
#   MODE=asan | tsan   another build of the same programs, in build/asan or build/tsan
#   PORT=9000          the port of `make run`

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.DELETE_ON_ERROR:

MODE ?=
ifeq ($(MODE),)
  BUILD := build
  MODE_FLAGS := -O2 -g1
else ifeq ($(MODE),asan)
  BUILD := build/asan
  MODE_FLAGS := -O1 -g1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
else ifeq ($(MODE),tsan)
  BUILD := build/tsan
  MODE_FLAGS := -O1 -g1 -fno-omit-frame-pointer -fsanitize=thread
else
  $(error MODE is asan, tsan or empty, not "$(MODE)")
endif

# ---- tools and libraries -------------------------------------------------------------------------------------------------

CXX := $(if $(filter default undefined,$(origin CXX)),g++,$(CXX))
CCACHE := $(shell command -v ccache)

# Absent packages say nothing here: `make deps` brings them, and the compiler names what is still missing.
pkg_cflags = $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(1) 2>/dev/null))
pkg_libs = $(shell pkg-config --libs $(1) 2>/dev/null)

CORE_PACKAGES := libctemplate re2 spdlog fmt simdjson libssl libcrypto icu-i18n icu-uc prometheus-cpp-core libcurl liboath libxml-2.0
FCGI_PACKAGES := fcgi cgicc
WS_PACKAGES := libwebsockets libuv
IMAGE_PACKAGES := vips-cpp libwebpmux libseccomp
LAUNCHER_PACKAGES := libseccomp

# These come without a pkg-config file. protobuf is what libphonenumber's headers are made of; only the sanitizers link to it by themselves.
# hiredis is included as <hiredis/...>: its own folder of headers (net.h, read.h) stays off the path.
CORE_LIBS := -lmysqlcppconn -lboost_locale -lphonenumber -lprotobuf -lcrypt -lcrack $(call pkg_libs,$(CORE_PACKAGES) hiredis)
FCGI_LIBS := $(call pkg_libs,$(FCGI_PACKAGES))
WS_LIBS := $(call pkg_libs,$(WS_PACKAGES))
IMAGE_LIBS := $(call pkg_libs,$(IMAGE_PACKAGES))
TEST_LIBS := -lboost_unit_test_framework -lz

CPPFLAGS += -I. $(call pkg_cflags,$(CORE_PACKAGES) $(FCGI_PACKAGES) $(WS_PACKAGES)) -DBOOST_TEST_DYN_LINK=
CXXFLAGS += -std=c++20 $(MODE_FLAGS) -pthread -Wall -Wextra -Wpedantic -Werror
# What the sanitizers weave in makes g++ warn of values that are never uninitialized; the plain build still looks.
ifneq ($(MODE),)
  CXXFLAGS += -Wno-maybe-uninitialized
endif
# --as-needed: a program is bound only to the libraries it really calls.
LDFLAGS += $(MODE_FLAGS) -pthread -Wl,--as-needed

# ---- sources: found, never listed ----------------------------------------------------------------------------------------

objects = $(patsubst %.cpp,$(BUILD)/obj/%.o,$(1))
tests_of = $(shell find tests/$(1) -name '*.cpp' 2>/dev/null | LC_ALL=C sort)

CORE_OBJECTS := $(call objects,$(wildcard core/*/*.cpp))
FCGI_OBJECTS := $(call objects,$(wildcard fcgi/*.cpp fcgi/handlers/*.cpp))
WS_OBJECTS := $(call objects,$(wildcard ws/*.cpp))
CONFINE_OBJECTS := $(call objects,$(wildcard core/media/confine/*.cpp))
IMAGE_OBJECTS := $(call objects,$(wildcard core/media/decoder/*.cpp))
LAUNCHER_OBJECTS := $(call objects,$(wildcard core/media/launcher/*.cpp))
ADMIN_OBJECTS := $(call objects,$(wildcard admin/*.cpp))
SUPPORT_OBJECTS := $(call objects,$(wildcard tests/support/*.cpp))
TEST_OBJECTS := $(call objects,$(foreach suite,core fcgi ws admin,$(call tests_of,$(suite)))) $(SUPPORT_OBJECTS)
LOAD_OBJECTS := $(call objects,$(wildcard tests/load/*.cpp))

PROGRAMS := $(foreach program,fcgi ws admin image confined,$(BUILD)/bin/chatroom-$(program))
IMAGE_TIDY_MARKS := $(patsubst $(BUILD)/obj/%.o,$(BUILD)/tidy/%.ok,$(IMAGE_OBJECTS))
# A suite exists as soon as its folder holds a source.
SUITES := $(foreach suite,core fcgi ws admin,$(if $(call tests_of,$(suite)),$(BUILD)/bin/chatroom-tests-$(suite)))
CATALOGUES := $(patsubst templates/messages/%.po,$(BUILD)/messages/%/LC_MESSAGES/chatroom.mo,$(wildcard templates/messages/*.po))

# ---- what people call ----------------------------------------------------------------------------------------------------

.PHONY: help build build-tests run stop logs status test test-vps test-upgrade check soak cluster bench lighthouse gallery screenshots manual deb asan tsan migrate deps format tidy clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z -]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

build: $(PROGRAMS) $(CATALOGUES) $(BUILD)/static/version ## compile the programs and the message catalogues, compress the static files

build-tests: build $(SUITES) $(BUILD)/bin/chatroom-load ## ... and the test programs

# The parts below begin with `deps`, so they build in a second make: the libraries are looked up when that one starts.
JOBS ?= $(shell nproc)
again = $(MAKE) --no-print-directory $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(JOBS))

deps: ## install the Debian packages that are missing
	@scripts/install-deps

run: deps ## build and start everything (or reload what runs), print the address
	@$(again) build
	@scripts/instance start

stop: ## end everything that `make run` started
	@scripts/instance stop

logs: ## follow the logs of all services (Ctrl-C ends)
	@scripts/instance logs

status: ## what runs
	@scripts/instance status

migrate: deps ## bring the database of the running instance up to date
	@$(again) build
	@scripts/instance migrate

test: ## every test, beside a running instance; ends with "N passed, N failed"
	@scripts/install-deps --tests
	@$(again) build-tests tests/node_modules/.package-lock.json
	@scripts/test --build $(BUILD)

asan tsan: ## the suites that need no browser, under sanitizers
	@scripts/install-deps --tests
	@$(again) MODE=$@ build-tests tests/node_modules/.package-lock.json
	@scripts/test --build build/$@ --no-browser

test-vps: deb ## the package on a machine of its own, booted in a container (root, debootstrap, systemd-container, lintian; five minutes)
	@tests/vps/run.sh "$$(ls -t $(BUILD)/chatroom_*.deb | head -n 1)"

OLDER := build/older/$(FROM)
test-upgrade: ## from the release FROM (a commit or a tag) to this one, under load (builds it first)
	@[[ -n "$(FROM)" ]] || { echo "which release? make test-upgrade FROM=COMMIT"; exit 1; }
	@scripts/install-deps --tests
	@[[ -d "$(OLDER)" ]] || { mkdir -p "$(OLDER)" && git archive "$(FROM)" | tar -x -C "$(OLDER)"; }
	@$(again) -C "$(OLDER)" build
	@$(again) build tests/node_modules/.package-lock.json
	@OLDER_RELEASE="$(CURDIR)/$(OLDER)" scripts/test --build $(BUILD) upgrade

soak: ## 500 random sequences in the market, while programs die (SEED=... repeats one)
	@scripts/install-deps --tests
	@$(again) build tests/node_modules/.package-lock.json
	@BUILD=$(BUILD) SEQUENCES=$${SEQUENCES:-500} node --test tests/e2e/market_sequences.test.mjs

cluster: ## three hosts in a laboratory: what survives when one dies, and what they carry (as root; ten minutes)
	@scripts/install-deps --tests --cluster
	@$(again) build $(BUILD)/bin/chatroom-load tests/node_modules/.package-lock.json
	@BUILD=$(BUILD) tests/cluster/run

bench: ## load figures, side by side with socket.io, ws and Express; the market with 100,000 listings
	@scripts/install-deps --tests
	@$(again) build $(BUILD)/bin/chatroom-load tests/node_modules/.package-lock.json
	@scripts/bench
	@scripts/bench market

lighthouse: ## what Lighthouse says of the pages that a stranger sees, performance as the median of five
	@scripts/install-deps --tests
	@$(again) build $(BUILD)/bin/chatroom-load tests/node_modules/.package-lock.json
	@scripts/bench lighthouse

gallery: ## every page in every state before axe and a validator of HTML, alone (ten minutes)
	@scripts/install-deps --tests
	@$(again) build-tests tests/node_modules/.package-lock.json
	@scripts/test --build $(BUILD) gallery.browser

screenshots: ## pictures of every page in every state: narrow and wide, light and dark, in English and Arabic (FOLDER=...)
	@scripts/install-deps --tests
	@$(again) build tests/node_modules/.package-lock.json
	@BUILD=$(BUILD) scripts/screenshots $(FOLDER)

deb: ## the Debian package, build/chatroom_*.deb (then: scripts/install-vps --package FILE, on any Debian 12)
	@scripts/install-deps
	@$(again) build manual
	@scripts/make-deb $(BUILD)

manual: ## manual pages and the completion for bash of the operator's scripts, in build/man and build/completion
	@scripts/install-deps
	@scripts/manual $(BUILD)

check: ## the walls of the tree, formatting, clang-tidy, shellcheck
	@scripts/install-deps --tests
	@$(again) build
	@scripts/check

CXX_FILES = $(shell find core fcgi ws admin tests -path tests/node_modules -prune -o \( -name '*.h' -o -name '*.cpp' \) -print)

format: ## apply .clang-format
	@clang-format -i $(CXX_FILES)

clean: ## remove what was built (never var/)
	@rm -rf build

# ---- rules ---------------------------------------------------------------------------------------------------------------

# Holds the flags, and changes only when they do: an object is as old as its flags.
FLAGS_FILE := $(BUILD)/flags
FLAGS_LINE := $(CXX) $(CPPFLAGS) $(CXXFLAGS) | $(LDFLAGS)
ifneq ($(FLAGS_LINE),$(shell cat $(FLAGS_FILE) 2>/dev/null))
.PHONY: $(FLAGS_FILE)
endif
$(FLAGS_FILE):
	@mkdir -p $(@D)
	@printf '%s\n' '$(FLAGS_LINE)' > $@

# Tests are compiled far more often than they run: without optimisation that takes half as long. The load client is measured, so it keeps it.
$(BUILD)/obj/tests/%.o: CXXFLAGS += -O0
$(BUILD)/obj/tests/load/%.o: CXXFLAGS += -O2

# What most of them include is compiled once, for all: a third of their time. (Not for the one that makes Boost.Test's main out of it.)
PRECOMPILED := $(BUILD)/obj/tests/precompiled.h
WITH_PRECOMPILED := $(filter-out %/tests/support/counting.o,$(TEST_OBJECTS))
$(WITH_PRECOMPILED): $(PRECOMPILED).gch
$(WITH_PRECOMPILED): private CXXFLAGS += -include $(PRECOMPILED) -fpch-preprocess
$(PRECOMPILED).gch: tests/support/precompiled.h $(FLAGS_FILE)
	@mkdir -p $(@D)
	@echo "  PCH   $@"
	@echo '#include "$<"' > $(PRECOMPILED)
	@$(CXX) $(CPPFLAGS) $(CXXFLAGS) -O0 -x c++-header $(PRECOMPILED) -o $@
export CCACHE_SLOPPINESS := pch_defines,time_macros

$(BUILD)/obj/%.o: %.cpp $(FLAGS_FILE)
	@mkdir -p $(@D)
	@echo "  CXX   $@"
	@$(CCACHE) $(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c $< -o $@

# Made anew each time: an archive that is only added to keeps the objects of deleted sources.
$(BUILD)/libcore.a: $(CORE_OBJECTS)
	@echo "  AR    $@"
	@rm -f $@ && ar rcs $@ $(CORE_OBJECTS)

define link
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CXX) $(LDFLAGS) $(filter %.o,$^) $(filter %.a,$^) $(1) -o $@
endef

# (program, its objects, its libraries)
define program
$(BUILD)/bin/chatroom-$(1): $(2) $(BUILD)/libcore.a
	$$(call link,$(3) $(CORE_LIBS))
endef

# (suite, the objects of the program it tests, their libraries): everything but that program's main
define suite
$(BUILD)/bin/chatroom-tests-$(1): $(call objects,$(call tests_of,$(1))) $(SUPPORT_OBJECTS) $(filter-out %/main.o,$(2)) $(BUILD)/libcore.a
	$$(call link,$(3) $(TEST_LIBS) $(CORE_LIBS))
endef

$(eval $(call program,fcgi,$(FCGI_OBJECTS),$(FCGI_LIBS)))
$(eval $(call program,ws,$(WS_OBJECTS),$(WS_LIBS)))
$(eval $(call program,admin,$(ADMIN_OBJECTS),))
$(eval $(call suite,core,,))
$(eval $(call suite,fcgi,$(FCGI_OBJECTS),$(FCGI_LIBS)))
$(eval $(call suite,ws,$(WS_OBJECTS),$(WS_LIBS)))
$(eval $(call suite,admin,$(ADMIN_OBJECTS),))

# The confined decoder is never built with the sanitizers: they want memory without bounds, and files of their own. The libraries of pictures are its
# alone, and core's are not.
$(IMAGE_OBJECTS) $(CONFINE_OBJECTS) $(LAUNCHER_OBJECTS): MODE_FLAGS := -O2 -g
$(IMAGE_OBJECTS) $(IMAGE_TIDY_MARKS): CPPFLAGS += $(call pkg_cflags,$(IMAGE_PACKAGES))
$(BUILD)/bin/chatroom-image: $(IMAGE_OBJECTS) $(CONFINE_OBJECTS)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CXX) -O2 -g -pthread -Wl,--as-needed $^ $(IMAGE_LIBS) -o $@

# Nor is what launches ffmpeg and others like it, whose bounds are the same.
$(BUILD)/bin/chatroom-confined: $(LAUNCHER_OBJECTS) $(CONFINE_OBJECTS)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CXX) -O2 -g -pthread -Wl,--as-needed $^ $(call pkg_libs,$(LAUNCHER_PACKAGES)) -o $@

$(BUILD)/bin/chatroom-load: $(LOAD_OBJECTS)
	$(call link,$(call pkg_libs,fmt libssl libcrypto simdjson))

$(BUILD)/messages/%/LC_MESSAGES/chatroom.mo: templates/messages/%.po
	@mkdir -p $(@D)
	@echo "  MSG   $@"
	@msgfmt --check-format -o $@ $<

# By the program that also names them in pages.
$(BUILD)/static/version: $(shell find static -type f) scripts/compress-static | $(BUILD)/bin/chatroom-admin
	@echo "  GZIP  $(BUILD)/static"
	@scripts/compress-static $(BUILD)

tests/node_modules/.package-lock.json: $(wildcard tests/package-lock.json)
	@if [[ -n "$<" ]]; then echo "  NPM   tests/node_modules"; \
	    npm --prefix tests ci --no-audit --no-fund --ignore-scripts --loglevel=error >/dev/null && touch $@; fi

# clang-tidy, one mark a clean file; an object that was rebuilt (its source, a header or a flag changed) is looked at again.
TIDY_MARKS := $(patsubst %.cpp,$(BUILD)/tidy/%.ok,$(wildcard core/*/*.cpp core/media/*/*.cpp fcgi/*.cpp fcgi/handlers/*.cpp ws/*.cpp admin/*.cpp))

tidy: $(TIDY_MARKS) ## clang-tidy on what changed since it was last clean

$(BUILD)/tidy/%.ok: %.cpp $(BUILD)/obj/%.o .clang-tidy
	@mkdir -p $(@D)
	@clang-tidy --quiet $< -- $(CPPFLAGS) $(CXXFLAGS) 2> >(grep -vE 'warnings? (generated|treated)|^Suppressed|^Use -' >&2) && touch $@

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)
