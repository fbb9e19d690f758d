package certgen

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// departure names what crypto/x509 does not take about a certificate.
func departure(der []byte, err error) *problem.Problem {
	words := strings.TrimPrefix(err.Error(), "x509: ")
	if p, ok := outline(der); ok {
		found := p.departures()
		if longLength(der, 0) {
			found = append(found, "a length in it is not in its shortest form, as DER has it")
		}
		if len(found) > 0 {
			words = strings.Join(found, ", ")
		}
	}
	return &problem.Problem{ID: CertificateDeparts, Minor: true, Err: err, Field: "the certificate",
		What: "departs from RFC 5280 (" + words + "): some programs read it and others refuse it, and what AWS does is not known",
		Fix:  renew}
}

// departures says in words where a certificate is not as RFC 5280 and DER have it.
func (p certificateParts) departures() []string {
	var found []string
	add := func(words string, is bool) {
		if is {
			found = append(found, words)
		}
	}
	serial := p.serial.content
	add("its serial number is empty", len(serial) == 0)
	add("its serial number is negative", len(serial) > 0 && serial[0] >= 0x80)
	add("its serial number is not in its shortest form", len(serial) > 1 && (serial[0] == 0 && serial[1] < 0x80 || serial[0] == 0xff && serial[1] >= 0x80))
	add("its serial number has more than 20 bytes", len(serial) > 20)
	add("its two signature algorithms differ", !bytes.Equal(p.inner.raw, p.algorithm.raw))
	for _, name := range []struct {
		of   string
		name element
	}{{"subject", p.subject}, {"issuer", p.issuer}} {
		if r := foreignRune(name.name); r != 0 {
			add(fmt.Sprintf("its %s has %q in a PrintableString", name.of, r), true)
		}
	}
	found = append(found, extensionDepartures(p.extensionsIn)...)
	return found
}

// extensionDepartures looks at Extensions (RFC 5280 section 4.1.2.9).
func extensionDepartures(in element) []string {
	var found []string
	list := elements(in.content)
	if in.raw != nil && (len(list) != 1 || len(list[0].content) == 0) {
		return []string{"its list of extensions is empty"}
	}
	seen := map[string]bool{}
	for _, outer := range list {
		for _, extension := range elements(outer.content) {
			var id, critical, value element
			readSequence(extension.content, field{&id, tagOID, true}, field{&critical, tagBoolean, false}, field{&value, tagOctets, true})
			name := extensionName(id.content)
			if seen[name] {
				found = append(found, "its extension "+name+" stands twice")
			}
			seen[name] = true
			if oddBoolean(critical) || oddBoolean(firstBoolean(value)) {
				found = append(found, "a BOOLEAN in its extension "+name+" is neither 00 nor FF")
			}
		}
	}
	return found
}

// firstBoolean is cA of basic constraints, where an extension's value is that.
func firstBoolean(value element) element {
	for _, inner := range elements(value.content) {
		for _, first := range elements(inner.content) {
			if inner.tag == tagSequence && first.tag == tagBoolean {
				return first
			}
		}
	}
	return element{}
}

func oddBoolean(e element) bool {
	return e.raw != nil && (len(e.content) != 1 || e.content[0] != 0 && e.content[0] != 0xff)
}

func extensionName(oid []byte) string {
	if len(oid) == 3 && oid[0] == 0x55 && oid[1] == 0x1d {
		return fmt.Sprintf("2.5.29.%d", oid[2])
	}
	return fmt.Sprintf("%x", oid)
}

// foreignRune is the first character in a name's PrintableStrings that may not be
// there (X.680 section 41.4), or 0.
func foreignRune(name element) rune {
	for _, attribute := range attributes(name) {
		if attribute.value.tag != tagPrintable {
			continue
		}
		for _, b := range attribute.value.content {
			letter := b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
			if !letter && !strings.ContainsRune(" '()+,-./:=?", rune(b)) {
				return rune(b)
			}
		}
	}
	return 0
}
