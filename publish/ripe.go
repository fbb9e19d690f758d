package publish

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// The attribute that AWS reads, and those that stand before it in the templates
// of aut-num, inetnum and inet6num.
const (
	descr   = "descr"
	remarks = "remarks"
)

var beforeDescr = []string{"as-name", "netname"}

// updateRIPE makes the change in an object of the RIPE Database.
func (c Change) updateRIPE(present []byte) (*Update, error) {
	object, err := c.readRIPE(present)
	if err != nil {
		return nil, err
	}
	if c.Remove {
		object, err = object.without(c.line())
	} else {
		object, err = object.publishing(c.line())
	}
	if err != nil {
		return nil, err
	}
	document, err := object.json()
	if err != nil {
		return nil, err
	}
	u := &Update{Key: object.key(), Text: object.text(), JSON: document}
	u.Calls = putRIPE(object)
	return u, nil
}

// readRIPE reads the one object that the change is about.
func (c Change) readRIPE(present []byte) (object rpslObject, err error) {
	if len(present) > maxObject {
		return object, notAnObject("", fmt.Sprintf("is larger than the %d characters that the RIPE Database takes", maxObject))
	}
	text := strings.TrimPrefix(string(present), "\ufeff")
	var objects []rpslObject
	if trimmed := strings.TrimSpace(text); strings.HasPrefix(trimmed, "{") {
		objects, err = parseRIPEJSON([]byte(text))
	} else if strings.HasPrefix(trimmed, "<") {
		return object, notAnObject("", "is XML or HTML, and not RPSL or JSON")
	} else {
		objects, err = parseRPSL(text)
	}
	if err != nil {
		return object, err
	}
	if object, err = c.choose(objects); err != nil {
		return object, err
	}
	return object, c.checkSource(object)
}

// choose returns the one object that is the resource's, or that of a block which
// holds the range. What else a whois server writes, such as contacts, is left out.
func (c Change) choose(objects []rpslObject) (rpslObject, error) {
	var found []rpslObject
	var others []string
	for _, o := range objects {
		switch {
		case len(o.attributes) == 0:
		case c.isAbout(o):
			found = append(found, o)
		default:
			others = append(others, o.class()+" "+problem.Clip(o.key(), 40))
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return rpslObject{}, &problem.Problem{ID: otherObject, Field: "the object", What: fmt.Sprintf("is one of %d that are about %s", len(found), c.name()), Fix: "give the one to be changed alone"}
	case len(others) == 0:
		return rpslObject{}, notAnObject("", "is not there: the text has none")
	}
	others = others[:min(len(others), 5)]
	return rpslObject{}, &problem.Problem{ID: otherObject, Field: "the object", Seen: strings.Join(others, ", "),
		What: "is not that of " + c.name(), Fix: "get it with " + c.getRIPE().Shell("object.json")}
}

// isAbout says whether an object's key is the resource's. The zero resource is
// every ASN.
func (c Change) isAbout(o rpslObject) bool {
	prefix, isRange := c.Resource.CIDR()
	switch o.class() {
	case "aut-num":
		n, err := resource.ParseASN(o.key())
		return err == nil && (c.Resource.IsZero() || c.Resource == resource.OfASN(n))
	case "inetnum", "inet6num":
		first, last, ok := ripeRange(o.key())
		return ok && isRange && holds(first, last, prefix)
	}
	return false
}

// ripeRange reads the key of an inetnum or an inet6num.
func ripeRange(key string) (first, last netip.Addr, ok bool) {
	if prefix, err := netip.ParsePrefix(key); err == nil {
		return prefix.Masked().Addr(), lastOf(prefix), true
	}
	from, to, _ := strings.Cut(key, "-")
	first, err1 := netip.ParseAddr(strings.TrimSpace(from))
	last, err2 := netip.ParseAddr(strings.TrimSpace(to))
	return first, last, err1 == nil && err2 == nil && first.Is4() == last.Is4()
}

// holds says whether a block has all of a range in it.
func holds(first, last netip.Addr, p netip.Prefix) bool {
	return first.Is4() == p.Addr().Is4() && !p.Masked().Addr().Less(first) && !last.Less(lastOf(p))
}

// lastOf is the last address of a range.
func lastOf(p netip.Prefix) netip.Addr {
	bytes := p.Masked().Addr().AsSlice()
	for i := p.Bits(); i < len(bytes)*8; i++ {
		bytes[i/8] |= 1 << (7 - i%8)
	}
	last, _ := netip.AddrFromSlice(bytes)
	return last
}

// source is the database that the object is of.
func (o rpslObject) source() string {
	if last := o.last("source"); last >= 0 {
		return o.attributes[last].value()
	}
	return ""
}

// checkSource refuses an object that cannot be sent back: one that was filtered,
// cut short, or is a copy.
func (c Change) checkSource(o rpslObject) error {
	fix := "get it with " + c.getRIPE().Shell("object.json")
	last := o.last("source")
	if last < 0 {
		return &problem.Problem{ID: NotAnObject, Field: "the object", What: "has no source at its end: it is cut short", Fix: fix}
	}
	if strings.Contains(strings.ToLower(o.attributes[last].comment()), "filtered") {
		return &problem.Problem{ID: Filtered, Field: "the object", What: `is "# Filtered": attributes such as notify are left out, and the database takes no update of it`, Fix: fix}
	}
	switch source := strings.ToUpper(o.source()); source {
	case "RIPE", "TEST":
		return nil
	default:
		return &problem.Problem{ID: otherObject, Field: "the object", Seen: o.source(), What: "is its source, and not RIPE: a copy, which nobody at AWS reads", Fix: fix}
	}
}

// publishing returns the object with the certificate's line in one descr more.
func (o rpslObject) publishing(line string) (rpslObject, error) {
	for _, a := range o.attributes {
		if a.name == descr && len(a.lines) == 1 && a.value() == line {
			return o, &problem.Problem{ID: AlreadyPublished, Field: "the object", What: "has this certificate in a descr already, whole and on one line", Fix: "nothing has to be done"}
		}
	}
	added := rpslAttribute{descr, []string{registry.RIPE.Rule().Prefix + line}}
	return o.with(added, beforeDescr...), nil
}

// without returns the object without the certificate, wherever it stands: in one
// attribute or in several that follow each other.
func (o rpslObject) without(line string) (rpslObject, error) {
	var left []rpslAttribute
	removed := false
	for i := 0; i < len(o.attributes); {
		n := o.certificateAt(i, line)
		if n == 0 {
			left = append(left, o.attributes[i])
			n = 1
		} else {
			removed = true
		}
		i += n
	}
	if !removed {
		return o, &problem.Problem{ID: NotPublished, Field: "the object", What: "does not have this certificate in a descr or remarks", Fix: "nothing has to be done, or it is another certificate that is to be taken out"}
	}
	return rpslObject{left, o.lineEnd}, nil
}

// certificateAt says how many attributes, beginning with one, make up the
// certificate and nothing else: 0 if they do not. A plus that a continuation
// line begins with may be of the base64.
func (o rpslObject) certificateAt(first int, line string) int {
	name := o.attributes[first].name
	if name != descr && name != remarks {
		return 0
	}
	want, text := compact(line), ""
	for i := first; i < len(o.attributes) && o.attributes[i].name == name && len(text) < len(want); i++ {
		text += o.attributes[i].squeezed()
		if text == want {
			return i - first + 1
		}
		if !strings.HasPrefix(want, text) {
			return 0
		}
	}
	return 0
}

// squeezed is the value without any blanks, and without the pluses that base64
// may have lost at the beginning of a line: two texts that are equal are of one
// certificate.
func (a rpslAttribute) squeezed() string { return compact(a.value()) }

// compact takes out blanks and pluses.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n+", r) {
			return -1
		}
		return r
	}, s)
}

// ripeKey is the class and key by which the REST API knows a resource's own
// object.
func ripeKey(r resource.Resource) (class, key string) {
	if n, ok := r.ASN(); ok {
		return "aut-num", "AS" + n.String()
	}
	prefix, ok := r.CIDR()
	switch {
	case !ok:
		return "aut-num", "AS_NUMBER"
	case prefix.Addr().Is4():
		return "inetnum", prefix.Masked().Addr().String() + " - " + lastOf(prefix).String()
	}
	return "inet6num", prefix.Masked().String()
}

// ripeURL is the URL of an object. A slash within the key stays one.
func ripeURL(source, class, key string) string {
	base := registry.RIPE.Rule().REST
	if strings.EqualFold(source, "TEST") {
		base = ripeTest
	}
	return base + class + "/" + strings.ReplaceAll(url.PathEscape(key), "%2F", "/")
}

const ripeTest = "https://rest-test.db.ripe.net/test/"

func (c Change) getRIPE() Call {
	class, key := ripeKey(c.Resource)
	return Call{Title: "get the object as it is, with all its attributes", Method: "GET",
		URL: ripeURL("", class, key) + ".json?unfiltered&unformatted"}
}

func putRIPE(o rpslObject) []Call {
	put := Call{Title: "have the database check it, which changes nothing", Method: "PUT",
		URL: ripeURL(o.source(), o.class(), o.key()) + "?dry-run&unformatted", Type: "application/json", key: ripeAPIKey}
	again := put
	again.Title, again.URL = "replace the object", strings.Replace(put.URL, "dry-run&", "", 1)
	return []Call{put, again}
}
