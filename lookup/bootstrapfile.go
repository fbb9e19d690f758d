package lookup

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// maxBootstrap bounds a bootstrap file, in bytes. IANA's have up to 6 KB.
const maxBootstrap = 1 << 20

// A bootstrapFile is the form of RFC 9224 section 4. Of each service, the first
// list has what it answers for, the second its base URLs.
type bootstrapFile struct {
	Version     string       `json:"version"`
	Publication time.Time    `json:"publication"`
	Services    [][][]string `json:"services"`
}

// A service is a server of a bootstrap file.
type service struct {
	url      string
	registry registry.Registry
}

// A numberList is the file of ASNs, in rising order.
type numberList struct {
	published time.Time
	spans     []span
}

// A span is a range of numbers, both ends included.
type span struct {
	first, last resource.ASN
	server      service
}

// compare finds the span that a number lies in.
func (s span) compare(n resource.ASN) int {
	switch {
	case s.last < n:
		return -1
	case s.first > n:
		return 1
	}
	return 0
}

// A blockList is the file of IPv4 or IPv6 blocks.
type blockList struct {
	published time.Time
	blocks    []block
}

type block struct {
	prefix netip.Prefix
	server service
}

func parseNumbers(file []byte) (numberList, error) {
	var list numberList
	published, err := parseServices(file, func(entry string, s service) error {
		first, last, err := parseSpan(entry)
		list.spans = append(list.spans, span{first, last, s})
		return err
	})
	if err != nil {
		return numberList{}, err
	}
	list.published = published
	slices.SortFunc(list.spans, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	for i := 1; i < len(list.spans); i++ {
		if before, s := list.spans[i-1], list.spans[i]; s.first <= before.last {
			return numberList{}, fmt.Errorf("the ranges %s-%s and %s-%s overlap", before.first, before.last, s.first, s.last)
		}
	}
	return list, nil
}

// parseSpan reads "64496-64511" or "64496" (RFC 9224 section 5.3).
func parseSpan(entry string) (first, last resource.ASN, err error) {
	low, high, isRange := strings.Cut(entry, "-")
	if !isRange {
		high = low
	}
	if first, err = resource.ParseASN(low); err != nil {
		return 0, 0, err
	}
	if last, err = resource.ParseASN(high); err != nil {
		return 0, 0, err
	}
	if last < first {
		return 0, 0, fmt.Errorf("the range %q ends before it begins", clip(entry))
	}
	return first, last, nil
}

func parseBlocks(file []byte, family func(netip.Addr) bool) (blockList, error) {
	var list blockList
	published, err := parseServices(file, func(entry string, s service) error {
		p, err := netip.ParsePrefix(entry)
		if err != nil || p != p.Masked() || !family(p.Addr()) {
			return fmt.Errorf("%q is not a block of this file's address family", clip(entry))
		}
		list.blocks = append(list.blocks, block{p, s})
		return nil
	})
	list.published = published
	return list, err
}

// parseServices reads what the files have in common and calls add for each
// entry. Services without an https URL are left out: plain http is never asked.
func parseServices(file []byte, add func(entry string, s service) error) (published time.Time, err error) {
	if len(file) > maxBootstrap {
		return published, fmt.Errorf("it has %d bytes, more than the %d that are read", len(file), maxBootstrap)
	}
	var f bootstrapFile
	if err := json.Unmarshal(file, &f); err != nil {
		return published, fmt.Errorf("it is not JSON of RFC 9224's form: %w", err)
	}
	if f.Version != "1.0" || f.Publication.IsZero() || len(f.Services) == 0 {
		return published, errors.New("it has no version 1.0, date of publication or services, as RFC 9224 wants")
	}
	for _, lists := range f.Services {
		if len(lists) != 2 || len(lists[0]) == 0 {
			return published, errors.New("a service is not a list of entries and a list of URLs")
		}
		s, secure, err := secureService(lists[1])
		if err != nil {
			return published, err
		}
		for _, entry := range lists[0] {
			if !secure {
				break
			}
			if err := add(entry, s); err != nil {
				return published, err
			}
		}
	}
	return f.Publication, nil
}

// secureService takes the first of a service's URLs that is https.
func secureService(urls []string) (s service, secure bool, err error) {
	for _, text := range urls {
		u, err := url.Parse(text)
		if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || (u.Scheme != "https" && u.Scheme != "http") {
			return service{}, false, fmt.Errorf("%q is not the base URL of a server", clip(text))
		}
		if !secure && u.Scheme == "https" {
			s, secure = service{url: u.String(), registry: registry.OfHost(u.Hostname())}, true
		}
	}
	return s, secure, nil
}
