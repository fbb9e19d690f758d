package rdap

// ParseWhois reads the answer of a whois server, as the server or a whois
// client prints it: in RPSL (RIPE NCC, APNIC, AFRINIC; LACNIC's is close to
// it), or in ARIN's form, which begins with ASNumber or NetRange.
//
// The record is the one aut-num, inetnum or inet6num object, or ASNumber or
// NetRange block, of the answer. A covering as-block, or ARIN's block for
// another registry, is the record only if nothing else is there. Of several,
// those whose source is a registry come first, so that copies in routing
// registries do no harm; two of them are a [SyntaxError], since the text does
// not tell which was asked for. Every other object is kept as an [Entity], with
// its class as the role: "organisation", "role", "route".
//
// RPSL is read as RIPE NCC reads it (RFC 2622 section 2): # begins a comment,
// and a continuation line, which begins with a blank, a tab or +, is joined to
// the line before with one blank. Letters that are not UTF-8 are taken as
// ISO 8859-1, which the servers send unless told otherwise.
//
// An answer that has no record because there is none, or because the server
// refuses, is an [ErrorObject]; one about another class of object a
// [ClassError]; one that is too large a [BoundError].
func ParseWhois(data []byte) (*Record, error) {
	data, err := open(data)
	if err != nil {
		return nil, err
	}
	answer, err := readWhois(data)
	if err != nil {
		return nil, err
	}
	subject, err := answer.subject()
	if err != nil {
		return nil, err
	}
	record, err := subject.record()
	if err != nil {
		return nil, err
	}
	record.Texts = answer.texts(subject)
	record.Registry = answer.registry(subject)
	record.Incomplete = answer.omissions(subject, record.Registry)
	return record, nil
}

// subject picks the object that the answer is about.
func (a *whoisAnswer) subject() (*whoisObject, error) {
	var best []*whoisObject
	for _, o := range a.objects {
		switch s := o.standing(); {
		case s == other || len(best) > 0 && s < best[0].standing():
		case len(best) > 0 && s == best[0].standing():
			best = append(best, o)
		default:
			best = []*whoisObject{o}
		}
	}
	switch best = authoritative(best); len(best) {
	case 0:
		return nil, a.explainMissing()
	case 1:
		return best[0], best[0].checkAlone()
	}
	return nil, best[1].key().fault("begins a second object, after " + quote(best[0].handle()) +
		", and the text does not tell which was asked for: give one of them alone")
}

// authoritative drops copies in routing registries if there is something else.
func authoritative(objects []*whoisObject) []*whoisObject {
	var kept []*whoisObject
	for _, o := range objects {
		if o.ownRegistry() != "" {
			kept = append(kept, o)
		}
	}
	if len(kept) == 0 {
		return objects
	}
	return kept
}
