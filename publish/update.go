package publish

import (
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
)

// An Update is the whole of a record's object with a change made in it, and
// nothing else changed.
type Update struct {
	Key   string // what the registry calls the object: AS64496, or NET-192-0-2-0-1
	Text  string // RPSL of the RIPE Database, or XML of ARIN's Reg-RWS
	JSON  string // the same as the RIPE Database's REST API takes it; else empty
	Calls []Call // that send it, JSON where there is one, in order
}

// Body returns what the calls send.
func (u *Update) Body() string {
	if u.JSON != "" {
		return u.JSON
	}
	return u.Text
}

// Update makes the change in the present object, as the registry's API gave it:
// RIPE NCC's in RPSL or JSON, ARIN's NET payload. Its error is a
// [*problem.Problem].
func (c Change) Update(present []byte) (*Update, error) {
	if _, err := c.rule(); err != nil {
		return nil, err
	}
	switch {
	case c.Registry == registry.RIPE:
		return c.updateRIPE(present)
	case c.Registry == registry.ARIN && c.isRange():
		return c.updateNET(present)
	case c.Registry == registry.ARIN:
		return nil, &problem.Problem{ID: NoUpdate, What: "ARIN has no API for the record of an ASN, and its IRR's aut-num is another object, which AWS does not read",
			Fix: "change the ASN's Public Comments in ARIN Online"}
	}
	return nil, &problem.Problem{ID: NoUpdate, What: "APNIC's staff makes the change, and nobody sends an object", Fix: "send the mail"}
}

// Get returns the call that gets the present object, for [Change.Update]. The
// result is false where there is none.
func (c Change) Get() (Call, bool) {
	switch {
	case c.Registry == registry.RIPE:
		return c.getRIPE(), true
	case c.Registry == registry.ARIN && c.isRange():
		return getNET("NET_HANDLE"), true
	}
	return Call{}, false
}
