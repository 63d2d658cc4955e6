# make demo    the demo office, made in ./demo and served on this machine
# make test    every test, those in a browser too
# make bench   how fast it is
# make fuzz    every parser under cargo-fuzz, SECONDS each
# make audit   what is known of the libraries: licences, sources, weaknesses
# make clean   remove what was built (the demo office stays: remove ./demo yourself)
#
# What Debian has to have is installed first, if it is missing. Rust has to be there.

CARGO ?= cargo
ADDRESS ?= 127.0.0.1:8080
SECONDS ?= 60
TO_BUILD = gcc libc6-dev pkg-config libgpgme-dev gpg gpg-agent gpgconf git make
TO_TEST = chromium chromium-driver fonts-noto-cjk openssh-server openssh-client python3 python3-aiosmtpd python3-feedparser python3-icalendar tzdata nginx openssl curl faketime e2fsprogs npm:npm java:default-jre-headless

.PHONY: demo test bench fuzz audit clean rust to-build to-test

demo: to-build
	$(CARGO) build --release --locked
	set -e; program=$$($(CARGO) metadata --format-version 1 --no-deps --locked | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/release/kanhe; \
	if [ ! -e demo/root.txt ]; then "$$program" demo demo; fi; \
	exec "$$program" serve --record demo/record.git --listen $(ADDRESS)

test: to-test
	$(CARGO) test --locked

bench: to-build
	@.ci/packages nginx curl wrk
	$(CARGO) bench --locked

# On the stable compiler, which RUSTC_BOOTSTRAP lets take the options of the instrumentation; see fuzz/README.md.
fuzz: to-build
	@command -v cargo-fuzz >/dev/null || $(CARGO) install --locked cargo-fuzz
	set -e; for target in $$(ls fuzz/corpus); do \
	mkdir -p fuzz/found/$$target; \
	RUSTC_BOOTSTRAP=1 $(CARGO) fuzz run -s none $$target fuzz/found/$$target fuzz/corpus/$$target -- -max_total_time=$(SECONDS) -timeout=20; \
	done

audit: rust
	@.ci/audit --install

clean:
	$(CARGO) clean

rust:
	@command -v $(CARGO) >/dev/null || { echo 'Rust is missing: see https://www.rust-lang.org/tools/install, or set CARGO.' >&2; exit 1; }

to-build: rust
	@.ci/packages $(TO_BUILD)

to-test: rust
	@.ci/packages $(TO_BUILD) $(TO_TEST)
	@.ci/npm
