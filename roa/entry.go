package roa

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/netip"

	"github.com/byoasn/byoasn/resource"
)

// An entry is a VRP as it is read. Its bytes are good until the next one is
// read: only an entry that is kept needs a string of its own.
type entry struct {
	prefix      netip.Prefix
	maxLength   int
	asn         resource.ASN
	trustAnchor []byte
	source      []byte // of jsonext, which has the trust anchor in it
}

// vrp is what is kept.
func (e *entry) vrp() VRP {
	v := VRP{Prefix: e.prefix, MaxLength: e.maxLength, ASN: e.asn, TrustAnchor: string(e.trustAnchor)}
	if v.TrustAnchor != "" || e.source == nil {
		return v
	}
	var sources []struct {
		TAL string `json:"tal"`
	}
	if json.Unmarshal(e.source, &sources) == nil { // in another form, it tells no trust anchor
		for _, s := range sources {
			v.TrustAnchor = cmp.Or(v.TrustAnchor, s.TAL)
		}
	}
	return v
}

// checkLength says what is wrong with the maxLength, or is "" (RFC 9582
// section 4.3.2.2: from the prefix's length to that of an address).
func (e *entry) checkLength() (why string) {
	switch {
	case e.maxLength < e.prefix.Bits():
		return fmt.Sprintf("is %d, less than the length of the prefix %s", e.maxLength, e.prefix)
	case e.maxLength > e.prefix.Addr().BitLen():
		return fmt.Sprintf("is %d, more than the %d bits of an address of the prefix %s", e.maxLength, e.prefix.Addr().BitLen(), e.prefix)
	}
	return ""
}

// parseASN reads a number with or without "AS" before it.
func parseASN(text []byte) (n resource.ASN, why string) {
	digits := text
	if len(text) > 2 && text[0] == 'A' && text[1] == 'S' {
		digits = text[2:]
	}
	if value, n := scanDecimal(digits, 1<<32-1); n > 0 && n == len(digits) {
		return resource.ASN(value), ""
	}
	n, err := resource.ParseASN(string(text))
	if err != nil {
		return 0, "is no AS number: " + clip(err.Error())
	}
	return n, ""
}

// parseLength reads a maxLength. Whether it is in range is checkLength's.
func parseLength(text []byte) (length int, why string) {
	value, n := scanDecimal(text, 1<<32-1)
	if n == 0 || n != len(text) {
		return 0, "is " + quote(text) + ", expected a whole number such as 24"
	}
	return int(value), ""
}
