package roa

import (
	"cmp"
	"encoding/binary"
	"io"
	"math"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/resource"
)

// A Table has all VRPs of an export, in order, and answers any number of
// questions. It takes 32 bytes for an entry: 22 MB for 700,000, and twice that
// while it is made. A question takes some microseconds, and a step for each
// VRP that covers its prefix. Several goroutines may use it at the same time.
type Table struct {
	Export
	rows    [2][]row // of IPv4 and IPv6, in order
	anchors []string // the trust anchors that rows number
}

// A row is a VRP. The prefix's address is in hi, from its first bit on, and in
// lo.
type row struct {
	hi, lo    uint64
	asn       uint32
	expires   uint32 // seconds since 1970, at most those until 2106; 0 if not told
	parent    int32  // the last row before it whose prefix contains this one's, and is shorter; or -1
	anchor    uint16
	bits      uint8
	maxLength uint8
}

// Load reads an export whole, as [Read] does, and makes a table of it as of now.
func Load(r io.Reader, now time.Time) (*Table, error) {
	if now.IsZero() {
		return nil, noTime()
	}
	t := &Table{Export: Export{Read: now}}
	numbers := make(map[string]uint16)
	saved, err := t.scan(r, func(e *entry) error {
		e.settle()
		anchor, has := numbers[string(e.trustAnchor)]
		if !has {
			anchor = uint16(len(t.anchors))
			t.anchors = append(t.anchors, string(e.trustAnchor))
			numbers[string(e.trustAnchor)] = anchor
		}
		f := family(e.prefix)
		t.rows[f] = append(t.rows[f], newRow(e, anchor))
		return nil
	})
	switch {
	case err != nil:
		return nil, err
	case saved != nil:
		return nil, oneRoute()
	}
	for f, rows := range t.rows {
		if t.rows[f], err = t.arrange(rows, f); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// family is 0 for IPv4 and 1 for IPv6.
func family(p netip.Prefix) int {
	if p.Addr().Is4() {
		return 0
	}
	return 1
}

func newRow(e *entry, anchor uint16) row {
	w := row{asn: uint32(e.asn), anchor: anchor, maxLength: uint8(e.maxLength), expires: uint32(min(e.expires, math.MaxUint32))}
	w.setPrefix(e.prefix)
	return w
}

func (w *row) setPrefix(p netip.Prefix) {
	w.bits = uint8(p.Bits())
	if p.Addr().Is4() {
		a := p.Addr().As4()
		w.hi = uint64(binary.BigEndian.Uint32(a[:])) << 32
		return
	}
	a := p.Addr().As16()
	w.hi, w.lo = binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(a[8:])
}

// prefix is what setPrefix was given.
func (w *row) prefix(family int) netip.Prefix {
	var a [16]byte
	binary.BigEndian.PutUint64(a[:8], w.hi)
	binary.BigEndian.PutUint64(a[8:], w.lo)
	addr := netip.AddrFrom16(a)
	if family == 0 {
		addr = netip.AddrFrom4([4]byte(a[:4]))
	}
	return netip.PrefixFrom(addr, int(w.bits))
}

// position orders rows by prefix: one comes before all that it contains, and
// those before all that come after it.
func (w *row) position(x *row) int {
	switch {
	case w.hi != x.hi:
		return cmp.Compare(w.hi, x.hi)
	case w.lo != x.lo:
		return cmp.Compare(w.lo, x.lo)
	}
	return int(w.bits) - int(x.bits)
}

// compare orders rows wholly. Of those that differ in their ends alone, the one
// that ends last comes first; to end at 0 is not to end.
func (w *row) compare(x *row) int {
	if c := w.position(x); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(w.asn, x.asn), cmp.Compare(w.maxLength, x.maxLength),
		cmp.Compare(w.anchor, x.anchor), cmp.Compare(x.expires-1, w.expires-1))
}

// same says whether two rows differ in nothing but their ends.
func (w *row) same(x *row) bool {
	return w.position(x) == 0 && w.asn == x.asn && w.maxLength == x.maxLength && w.anchor == x.anchor
}

// covers says whether the row's prefix is another's, or contains it.
func (w *row) covers(x *row) bool {
	switch {
	case w.bits > x.bits:
		return false
	case w.bits <= 64:
		return (w.hi^x.hi)>>(64-w.bits) == 0
	}
	return w.hi == x.hi && (w.lo^x.lo)>>(128-w.bits) == 0
}

// arrange sorts rows, takes out what is there twice, and finds the parents.
func (t *Table) arrange(rows []row, family int) ([]row, error) {
	slices.SortFunc(rows, func(w, x row) int { return w.compare(&x) })
	rows = slices.Clip(slices.CompactFunc(rows, func(w, x row) bool { return w.same(&x) }))
	var open [129]struct{ last, covering int } // the prefixes around the row, shortest first
	depth := 0
	for i := range rows {
		w := &rows[i]
		if i > 0 && rows[i-1].position(w) == 0 {
			w.parent = rows[i-1].parent
			open[depth-1].last = i
			open[depth-1].covering++
		} else {
			for depth > 0 && !rows[open[depth-1].last].covers(w) {
				depth--
			}
			w.parent = -1
			covering := 1
			if depth > 0 {
				w.parent = int32(open[depth-1].last)
				covering += open[depth-1].covering
			}
			open[depth].last, open[depth].covering = i, covering
			depth++
		}
		if open[depth-1].covering > maxCovering {
			return nil, tooManyCover(w.prefix(family))
		}
	}
	return rows, nil
}

// Validate answers a question as of the time at which the table was made.
func (t *Table) Validate(q Question) Validity {
	if q.Check() != nil {
		return Validate(nil, q, t.Read)
	}
	f := family(q.Prefix)
	rows := t.rows[f]
	var route row
	route.setPrefix(q.Prefix)
	after, _ := slices.BinarySearchFunc(rows, &route, func(w row, x *row) int {
		return cmp.Or(w.position(x), -1) // to behind those of the same prefix
	})
	var covering []VRP
	for i := after - 1; i >= 0; i = int(rows[i].parent) {
		if !rows[i].covers(&route) {
			continue
		}
		for j := i; j >= 0 && rows[j].position(&rows[i]) == 0; j-- {
			covering = append(covering, t.vrp(&rows[j], f))
		}
	}
	return Validate(covering, q, t.Read)
}

// Ask answers several questions, as [Read] does.
func (t *Table) Ask(questions ...Question) (*Result, error) {
	result := &Result{Export: t.Export, Answers: make([]Validity, len(questions))}
	for i, q := range questions {
		if err := q.Check(); err != nil {
			return nil, err
		}
		result.Answers[i] = t.Validate(q)
	}
	return result, nil
}

// vrp is the row's.
func (t *Table) vrp(w *row, family int) VRP {
	e := entry{prefix: w.prefix(family), maxLength: int(w.maxLength), asn: resource.ASN(w.asn), expires: int64(w.expires)}
	v := e.vrp()
	v.TrustAnchor = t.anchors[w.anchor]
	return v
}
