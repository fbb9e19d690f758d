package preflight

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// Conditions of needs.

func noRecord(e *Evidence) bool { return e.Record == nil }

// strange says that the record is not, or is not known to be, about the resource
// or a part or parent of it.
func strange(e *Evidence) bool {
	switch e.relation() {
	case unasked, other:
		return true
	}
	return false
}

// A relation is how a record's object lies to the resource.
type relation int

const (
	unasked  relation = iota // it is not known what the record should be of
	other                    // it is of something else
	untold                   // it does not tell which numbers it is about
	exact                    // it is the resource's own
	ofHolder                 // of several AS numbers of one holder
	unheld                   // of several, and it does not tell whose they are
	parent                   // it holds the resource, and more
	part                     // the resource is larger than it
)

// relation compares the record's object with the resource.
func (e *Evidence) relation() relation {
	r := e.Record
	if p, isRange := e.Resource().CIDR(); isRange {
		return relationOfRange(r, p.Masked())
	}
	n, isASN := e.Resource().ASN()
	switch {
	case !isASN || r == nil:
		return unasked
	case r.Class == "":
		return untold
	case r.Class != rdap.Autnum, r.HasRange && (n < r.First || r.Last < n):
		return other
	case !r.HasRange:
		return untold
	case r.First == r.Last:
		return exact
	case r.Registry == registry.ARIN && !r.HandedOn && r.Holder != "":
		return ofHolder
	case r.Registry == registry.ARIN && !r.HandedOn:
		return unheld
	}
	return parent
}

func relationOfRange(r *rdap.Record, p netip.Prefix) relation {
	if r == nil {
		return unasked
	}
	if r.Class == "" {
		return untold
	}
	first, last := p.Addr(), lastAddr(p)
	switch {
	case r.Class != rdap.Network || !r.Start.IsValid() || !r.End.IsValid() || r.Start.Is4() != first.Is4() || last.Less(r.Start) || r.End.Less(first):
		return other
	case r.Start == first && r.End == last:
		return exact
	case !first.Less(r.Start) && !r.End.Less(last):
		return parent
	}
	return part
}

// lastAddr returns the last address of a network.
func lastAddr(p netip.Prefix) netip.Addr {
	bytes := p.Addr().AsSlice()
	for bit := p.Bits(); bit < len(bytes)*8; bit++ {
		bytes[bit/8] |= 0x80 >> (bit % 8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

func (e *Evidence) recordFound() answer {
	switch {
	case e.published.stood:
		return warns("RDAP, which AWS reads, gave no record; "+e.databaseName()+" did.", e.RecordErr.Error(), "Look again later, whether RDAP shows the same.")
	case e.Record != nil:
		return passes("The registry's record is here.", describeRecord(e.Record))
	case e.RecordErr == nil:
		return missing("There is no record to check."+e.unreadList(), e.unreadProof()+"Give the registry's record, from its RDAP or whois server"+e.whereListed()+".")
	case absent(e.RecordErr) && e.hasDatabase():
		return unknown("RDAP, which AWS reads, has no record of the resource, and "+e.databaseName()+" has one: one of them lags behind the other.", e.RecordErr.Error(), "Look again in some minutes.")
	case absent(e.RecordErr):
		return fails("The registry has no record of the resource.", e.RecordErr.Error(),
			"Compare the number with the registry's own page: what has no record cannot be proven.")
	}
	return unknown("The record could not be fetched."+e.unreadList(), e.RecordErr.Error(), e.unreadProof()+"Try again later, or give a record that was saved.")
}

// absent says whether an error is a registry's definite answer that it has no
// such record.
func absent(err error) bool {
	var definite interface {
		error
		Absent() bool
	}
	return errors.As(err, &definite) && definite.Absent()
}

// recordObject says whether the record is about the resource.
func (e *Evidence) recordObject() answer {
	name, seen := e.Resource().Name(), describeRecord(e.Record)
	switch e.relation() {
	case unasked:
		return missing("It is not known which resource the record should be of.", "Give the message, or the ASN or range.")
	case other:
		return unknown(fmt.Sprintf("This is not the record of %s.", name), seen, fmt.Sprintf("Give the record of %s.", name))
	case untold:
		return unknown("The record does not tell which numbers it is about.", seen, "Ask the registry's RDAP server again, or look with whois.")
	case ofHolder:
		return passes(fmt.Sprintf("The registry keeps %s and the numbers beside it in one object, which is its holder's own.", name), seen)
	case unheld:
		return unknown(fmt.Sprintf("%s and the numbers beside it are in one object, and the record does not tell whether they are one holder's.", name), seen,
			"Give the registry's whole answer, with the organization that holds the object.")
	case parent:
		if !e.isRange() {
			return fails(fmt.Sprintf("%s has no object of its own here: this is a block that holds it.", name), seen,
				"The certificate has to be on the ASN's own object: ask the registry, or whoever assigned the ASN to you, to register one.")
		}
		return passes(fmt.Sprintf("This is a block that holds %s; a certificate on it serves the smaller ranges cut from it.", name), seen)
	case part:
		return unknown(fmt.Sprintf("This object is only a part of %s, and hides the block that holds all of it.", name), seen,
			"Publish the certificate on the object of the whole range or of its parent, and look at that object's record.")
	}
	return passes(fmt.Sprintf("This is %s's own object.", name), seen)
}

// leftOut says that the certificate may be in a part of the record that is not
// here: what was found does not serve, or did not make the signature, and
// something was left out.
func leftOut(e *Evidence) bool {
	return len(e.incomplete()) > 0 && (!e.published.serves() || anotherKey(e))
}

// incomplete are the signs that a part of the record was left out.
func (e *Evidence) incomplete() []string {
	if e.Record == nil {
		return nil
	}
	if e.published.beyond != "" {
		return append(e.Record.Incomplete[:len(e.Record.Incomplete):len(e.Record.Incomplete)], e.published.beyond)
	}
	return e.Record.Incomplete
}

func (e *Evidence) recordComplete() answer {
	seen := strings.Join(e.incomplete(), "; ")
	switch {
	case leftOut(e):
		return unknown("The registry left a part of the record out, so it cannot be told whether the certificate is there.", seen,
			"Look with whois, or ask the registry's own server.")
	case seen != "":
		return warns("The registry left a part of the record out; the certificate is in the part that is here.", seen, "")
	}
	return passes("Nothing says that a part was left out.", "")
}

// certificateSecret looks for private keys, in whatever record it is.
func (e *Evidence) certificateSecret() answer {
	i := slices.IndexFunc(e.published.found, isSecret)
	if i < 0 {
		return passes("No private key is in the record that is here.", "")
	}
	return fails("A PRIVATE KEY is published. Everybody can sign with it.", "in "+e.published.found[i].Place.String(),
		"Remove it at once, with every certificate of that key; make a new key, and treat what the old one signed as forged.")
}

func isSecret(f rdap.Found) bool { return f.Kind == certgen.KindSecretKey }

// describeRecord names a record, and its range.
func describeRecord(r *rdap.Record) string {
	text := strings.TrimSpace(fmt.Sprintf("%s %s", r.Class, r.Handle))
	switch {
	case r.Class == rdap.Network && r.Start.IsValid():
		text += fmt.Sprintf(", %s to %s", r.Start, r.End)
	case r.HasRange && r.First != r.Last:
		text += fmt.Sprintf(", %s to %s", resource.OfASN(r.First).Name(), resource.OfASN(r.Last).Name())
	}
	if name := r.Registry.Rule().Name; name != "" {
		text += " at " + name
	}
	return strings.TrimSpace(text)
}
