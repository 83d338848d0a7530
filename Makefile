# Two commands, each from a clean checkout with only Node, npm, make and git.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

installed := node_modules/.package-lock.json

.PHONY: demo test build image clean

# FULL=1 shows the new files too.
demo: $(installed)
	node hack/demo.ts

test: build
	npm run --silent check
	npm run --silent test

build: $(installed)
	npm run --silent build

# With docker, podman or what CONTAINER_ENGINE names. Where no registry can be reached, `hack/base-image`
# prints a BASE_IMAGE.
image: build
	$(CONTAINER_ENGINE) build --tag $(IMAGE) --build-arg IMAGE=$(IMAGE) --build-arg VERSION=$(version) \
	  --build-arg REVISION=$(revision) $(base) $(BUILD_FLAGS) .

CONTAINER_ENGINE ?= $(shell command -v docker || command -v podman)
version = $(shell node -p "require('./package.json').version")
revision = $(shell git rev-parse HEAD 2>/dev/null)
base = $(if $(BASE_IMAGE),--build-arg BASE_IMAGE=$(BASE_IMAGE))
IMAGE ?= ghcr.io/enable-private-registries/enable-private-registries:v$(version)

$(installed): package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	touch $@

clean:
	rm -rf dist node_modules coverage
