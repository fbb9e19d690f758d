package rdap

import (
	"net/url"
	"slices"
	"strings"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// record makes a record of the object that decides while nobody has asked for
// a resource: the most specific one.
func (a *whoisAnswer) record(source Source) (*Record, error) {
	a.source = source
	a.relate()
	if err := a.choose(); err != nil {
		return nil, err
	}
	best := a.candidates[0]
	for _, o := range a.candidates[1:] {
		if best.span.holds(o.span) && (best.span != o.span || best.isNational() && !o.isNational()) {
			best = o
		}
	}
	return a.about(best), nil
}

// relate reads off the objects after one of ARIN's whose it is: its organization,
// and the server that it refers to. IANA's part begins some clients' answers.
func (a *whoisAnswer) relate() {
	iana := slices.ContainsFunc(a.comments, func(c comment) bool { return strings.HasPrefix(c.text, "IANA WHOIS server") })
	var subject *whoisObject
	for _, o := range a.objects {
		switch o.class() {
		case "asnumber", "netrange":
			subject = o
			o.handOn(transferredTo(o.first("nettype")))
		case "aut-num", "inetnum", "inet6num", "as-block":
			subject = nil
			o.holder = o.first("org", "ownerid")
			switch {
			case strings.EqualFold(o.first("source"), "IANA"), iana && o.first("source") == "" && !isLACNIC(o.attributes):
				o.handedOn, o.referral = true, a.refersTo()
			case registry.IsPlaceholder(o.first("netname")), slices.ContainsFunc(o.values("descr"), isNotManaged):
				o.handedOn = true
			case o.class() == "as-block":
				if r := blockOf(o.first("descr")); r != "" && r != o.source() {
					o.handedOn, o.referral = true, r
				}
			}
		default:
			if subject != nil {
				subject.belongTo(o)
			}
		}
	}
}

// isNotManaged tells RIPE NCC's as-block of numbers that are not its own.
func isNotManaged(descr string) bool {
	return strings.Contains(strings.ToLower(descr), "not managed by the ripe ncc")
}

// blockOf is the registry that APNIC's as-block of another one's numbers names:
// "ARIN ASN block".
func blockOf(descr string) registry.Registry {
	name, _, _ := strings.Cut(strings.ToLower(descr), " asn block")
	r, _ := registry.Parse(name)
	return r
}

// handOn notes the registry that an object was handed to.
func (o *whoisObject) handOn(to registry.Registry) {
	if to != "" && to != registry.ARIN {
		o.handedOn, o.referral = true, to
	}
}

// belongTo reads what an object of ARIN's says of the one before it.
func (o *whoisObject) belongTo(other *whoisObject) {
	if id := other.first("orgid", "custid"); id != "" && o.holder == "" {
		o.holder = id
		to, _ := registry.Parse(id)
		o.handOn(to)
		o.handedOn = o.handedOn || strings.EqualFold(id, "IANA")
	}
	if server, err := url.Parse(other.first("referralserver")); err == nil {
		o.handOn(registry.OfHost(server.Hostname()))
	}
}

// transferredTo is the registry that ARIN gave a range to, by its type: "Early
// Registrations, Transferred to APNIC", "Allocated to RIPE NCC".
func transferredTo(netType string) registry.Registry {
	lower := strings.ToLower(netType)
	for _, words := range []string{"transferred to ", "allocated to "} {
		if _, name, found := strings.Cut(lower, words); found {
			r, _ := registry.Parse(name)
			return r
		}
	}
	return ""
}

// refersTo is the registry that IANA names.
func (a *whoisAnswer) refersTo() registry.Registry {
	for _, o := range a.objects {
		if r := registry.OfHost(o.first("refer", "whois")); r != "" {
			return r
		}
	}
	return ""
}

// choose picks the objects that can be what the answer is about: those that
// stand best, each once.
func (a *whoisAnswer) choose() error {
	best := other
	for _, o := range a.objects {
		best = max(best, o.standing())
	}
	if best == other {
		return a.explainMissing()
	}
	for _, o := range a.objects {
		if o.standing() != best {
			continue
		}
		if err := o.measure(); err != nil {
			return err
		}
		if again, err := a.again(o); again || err != nil {
			if err != nil && best == exact {
				return err
			}
			continue
		}
		a.candidates = append(a.candidates, o)
	}
	return nil
}

// measure reads the object's key.
func (o *whoisObject) measure() error {
	key := o.value(o.key())
	var err error
	switch o.class() {
	case "aut-num", "as-block", "asnumber":
		var first, last resource.ASN
		first, last, err = parseNumbers(key)
		o.span = numbers(first, last)
		o.first32, o.last32 = first, last
	default:
		o.start, o.end, err = parseAddresses(key)
		o.span = addresses(o.start, o.end)
	}
	if err == nil {
		return nil
	}
	if p := problem.All(err); len(p) > 0 {
		fault := o.key().fault(key, p[0].What)
		fault.Fix = p[0].Fix
		return fault
	}
	return o.key().fault(key, err.Error())
}

// again says whether a registration stands in the answer a second time. Two that
// differ are an error: the text does not tell which holds.
func (a *whoisAnswer) again(o *whoisObject) (bool, error) {
	for _, c := range a.candidates {
		if c.span != o.span || c.isNational() != o.isNational() {
			continue
		}
		if !slices.EqualFunc(c.attributes, o.attributes, attribute.equal) {
			p := o.key().fault(o.handle(), "stands there a second time, with other content")
			p.ID, p.Fix = secondObject, "give one answer alone"
			return false, p
		}
		return true, nil
	}
	return false, nil
}

// deciding is the object that decides about a range, or nil if none has to do
// with it.
func (a *whoisAnswer) deciding(asked span) *whoisObject {
	var best *whoisObject
	for _, o := range a.candidates {
		if o.span.meets(asked) && (best == nil || o.decidesBefore(best, asked)) {
			best = o
		}
	}
	return best
}

// decidesBefore says which of two objects that have to do with a range decides.
func (o *whoisObject) decidesBefore(other *whoisObject, asked span) bool {
	rank := func(o *whoisObject) int {
		switch {
		case o.span == asked:
			return 0
		case !o.span.holds(asked):
			return 1 // a part of it
		}
		return 2
	}
	if mine, others := rank(o), rank(other); mine != others {
		return mine < others
	}
	if o.span == other.span {
		return other.isNational() && !o.isNational()
	}
	return other.span.holds(o.span)
}

// about is the record of one object; all others are its entities.
func (a *whoisAnswer) about(subject *whoisObject) *Record {
	record := &Record{
		Source:   subject.form(),
		Class:    Network,
		Handle:   subject.handle(),
		Name:     short(subject.first("as-name", "netname", "asname")),
		Status:   subject.values("status"),
		Holder:   short(subject.holder),
		HandedOn: subject.handedOn,
		Referral: subject.referral,
		Routing:  short(subject.routing()),
		Start:    subject.start,
		End:      subject.end,
		answer:   a,
	}
	if a.source == REST {
		record.Source = REST
	}
	if subject.span.kind == 'a' {
		record.Class, record.HasRange = Autnum, true
		record.First, record.Last = subject.first32, subject.last32
	}
	for _, o := range a.objects {
		var owner *Entity
		if o != subject {
			owner = o.entity()
		}
		record.Texts = append(record.Texts, o.texts(owner)...)
	}
	record.Registry = a.registry(subject)
	record.National = a.national(subject)
	record.Incomplete = a.omissions(subject, record.Registry)
	return record
}

// registry tells whose the answer is: from the subject's source, or, if it
// names none, from its maintainers and the banners.
func (a *whoisAnswer) registry(subject *whoisObject) registry.Registry {
	if subject.handedOn || subject.routing() != "" {
		return ""
	}
	if r := subject.source(); r != "" {
		return r.Regional()
	}
	var signs []registry.Registry
	for _, maintainer := range subject.values("mnt-by") {
		signs = append(signs, registry.Of(registry.Maintainer, maintainer))
	}
	for _, comment := range a.comments {
		signs = append(signs, registry.Of(registry.Banner, comment.text))
	}
	return agree(signs)
}

// national names the national registry that holds the subject, by its source or
// its maintainers, or because its own copy of the same range stands beside it.
func (a *whoisAnswer) national(subject *whoisObject) string {
	signs := []registry.Registry{registry.Of(registry.Source, subject.first("source"))}
	for _, name := range []string{"mnt-by", "mnt-lower", "mnt-irt"} {
		for _, maintainer := range subject.values(name) {
			signs = append(signs, registry.Of(registry.Maintainer, maintainer))
		}
	}
	for _, o := range a.candidates {
		if o.isNational() && o.span.meets(subject.span) {
			signs = append(signs, o.source())
		}
	}
	for _, comment := range a.comments {
		signs = append(signs, registry.Of(registry.Banner, comment.text))
	}
	return nationalOf(signs)
}

// nationalOf names the first national registry among the signs.
func nationalOf(signs []registry.Registry) string {
	for _, r := range signs {
		if r.Regional() != r {
			return r.Rule().Name
		}
	}
	return ""
}

func (o *whoisObject) isNational() bool { return o.source().Regional() != o.source() }

// agree returns the one regional registry that the signs name, and "" if they
// name none or several. A sign that says nothing is "".
func agree(signs []registry.Registry) registry.Registry {
	var agreed registry.Registry
	for _, sign := range signs {
		switch sign = sign.Regional(); {
		case sign == "" || sign == agreed:
		case agreed == "":
			agreed = sign
		default:
			return ""
		}
	}
	return agreed
}

// omissions are the signs that the server, or a paste, left out more than
// contacts. RIPE NCC's "this output has been filtered" alone is about contacts.
func (a *whoisAnswer) omissions(subject *whoisObject, whose registry.Registry) []string {
	var signs []string
	for _, comment := range a.comments {
		words := strings.ToLower(comment.text)
		if strings.Contains(words, "only primary keys") || // RIPE NCC, query flag -K
			strings.Contains(words, "reduced information") || // LACNIC, query rate limit exceeded
			strings.HasPrefix(words, "timeout.") || strings.HasPrefix(words, "interrupted by signal ") { // Debian's whois
			signs = append(signs, short(comment.text))
		}
	}
	if subject.first("source") == "" && whose.Rule().EndsInSource {
		signs = append(signs, "the object has no source attribute, which is its last: it is cut short")
	}
	return signs[:min(len(signs), maxOmissions)]
}
