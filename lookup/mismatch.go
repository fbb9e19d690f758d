package lookup

import (
	"fmt"
	"net/netip"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// Mismatch says why a record is about another object than the one asked for, or is
// "". A record that does not tell its range, and one that covers what was asked
// for, is none. Of names the registry whose own database the record should be out
// of, and is "" for RDAP, where a redirect may lead to another: of the database's
// records, a copy of another's object is none.
func Mismatch(asked resource.Resource, found *rdap.Record, of registry.Registry) string {
	n, isASN := asked.ASN()
	switch {
	case of == "":
	case found.Routing != "":
		return fmt.Sprintf("it is a copy in %s, which has what is not %s's", clip(found.Routing), of.Rule().Name)
	case found.Registry != of:
		return fmt.Sprintf("it is not an object of %s", of.Rule().Name)
	case of.Rule().REST != "" && isASN && found.HasRange && (found.First != n || found.Last != n):
		return fmt.Sprintf("asked for AS%s, got AS%s to AS%s", n, found.First, found.Last)
	}
	return elsewhere(asked, found)
}

// elsewhere says why a record has nothing to do with what was asked for, or is "".
func elsewhere(asked resource.Resource, found *rdap.Record) string {
	n, isASN := asked.ASN()
	prefix, _ := asked.CIDR()
	class := rdap.Network
	if isASN {
		class = rdap.Autnum
	}
	switch {
	case found.Class != class:
		return fmt.Sprintf("asked for %s, got an object of class %q", asked.Name(), found.Class)
	case isASN && found.HasRange && (n < found.First || n > found.Last):
		return fmt.Sprintf("asked for %s, got AS%s to AS%s", asked.Name(), found.First, found.Last)
	case !isASN && found.Start.IsValid() && found.End.IsValid() && !touches(prefix, found.Start, found.End):
		return fmt.Sprintf("asked for %s, got %s to %s", asked.Name(), found.Start, found.End)
	}
	return ""
}

// touches says whether a prefix and a range have an address in common.
func touches(p netip.Prefix, start, end netip.Addr) bool {
	first := p.Addr()
	return first.BitLen() == start.BitLen() &&
		(p.Contains(start) || start.Compare(first) <= 0 && first.Compare(end) <= 0)
}
