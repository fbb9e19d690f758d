package roa

import "math"

// sources reads the member "source" of Routinator's jsonext: an array with an
// object for each ROA that says the same. It tells the trust anchor, if "ta" has
// not, and when the last of them ends, which is when the first certificate of
// its chain does. One from SLURM has no end.
//
//	[{"type": "roa", "tal": "ripe", "uri": "rsync://…",
//	  "validity": {"notBefore": "2026-07-25T20:47:37Z", "notAfter": "2027-07-24T20:52:37Z"},
//	  "chainValidity": {"notBefore": "…", "notAfter": "2027-02-24T12:31:01Z"}}]
func (r *jsonReader) sources(e *entry) error {
	last, unbounded := int64(0), false
	err := r.elements('[', func() error {
		first := int64(math.MaxInt64)
		err := r.elements('{', func() error { return r.sourceMember(e, &first) })
		if first == math.MaxInt64 {
			unbounded = true
		} else {
			last = max(last, first)
		}
		return err
	})
	if !unbounded && e.expires == 0 {
		e.expires = last
	}
	return err
}

// sourceMember reads a member of a ROA.
func (r *jsonReader) sourceMember(e *entry, first *int64) error {
	name, err := r.value("", `"`, "")
	if err != nil {
		return err
	}
	switch string(name) {
	case "tal":
		kind := string(r.decoder.PeekKind())
		text, err := r.value("", kind, "")
		if err == nil && kind == `"` && len(e.trustAnchor) == 0 {
			e.trustAnchor = append(e.trustAnchor, text...)
		}
		return err
	case "validity", "chainValidity":
		return r.elements('{', func() error {
			name, err := r.value("", `"`, "")
			if err != nil {
				return err
			}
			if string(name) != "notAfter" {
				_, err = r.value("", "", "")
				return err
			}
			end, err := r.end()
			if end != 0 {
				*first = min(*first, end)
			}
			return err
		})
	}
	_, err = r.value("", "", "")
	return err
}

// elements reads an array or an object, each of whose elements or members the
// function reads. A value of another kind is skipped.
func (r *jsonReader) elements(kind byte, each func() error) error {
	if byte(r.decoder.PeekKind()) != kind {
		_, err := r.value("", "", "")
		return err
	}
	if _, err := r.token(); err != nil {
		return err
	}
	for k := r.decoder.PeekKind(); k != ']' && k != '}'; k = r.decoder.PeekKind() {
		if err := each(); err != nil {
			return err
		}
	}
	_, err := r.token()
	return err
}
