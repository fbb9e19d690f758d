package preflight

import "github.com/byoasn/byoasn/problem"

// A row is one thing that AWS looks at: the question, and what has to stand
// before it can be asked.
type row struct {
	id    problem.ID
	needs []need
	page  source                 // the source
	open  string                 // what is said where a need does not stand
	ask   func(*Evidence) answer // a pure question

	advice bool                 // it never decides
	aside  func(*Evidence) bool // it has no part in this decision; nil is never
	route  bool                 // it is about the range to announce
}

func (r row) decides(e *Evidence) bool {
	return !r.advice && (r.aside == nil || !r.aside(e))
}

// A need is a check that has to stand before another one can be made.
type need struct {
	id     problem.ID
	when   func(*Evidence) bool // nil is always
	fallen bool                 // it may be unknown too, and must not have failed
}

// A source is a page, which may differ for an ASN and a range.
type source struct{ asn, cidr string }

func (p source) of(e *Evidence) string {
	if e.isRange() && p.cidr != "" {
		return p.cidr
	}
	return p.asn
}

// References.
const undocumentedBy = "not documented by AWS"

var (
	guide = source{
		asn:  "Amazon VPC IPAM guide, Tutorial: Bring your ASN to IPAM",
		cidr: "Amazon EC2 guide, Onboard your address range",
	}
	roaGuide   = source{asn: guide.cidr}
	ownGuide   = source{asn: guide.asn}
	rfc5280    = source{asn: "RFC 5280, Internet X.509 Public Key Infrastructure"}
	ianaTables = source{asn: "IANA's registries of special-purpose numbers and addresses"}
)

// table has every check, in the order in which AWS would come to them.
var table = []row{
	{id: MessageFormat, page: guide, ask: (*Evidence).messageFormat},
	{id: MessageAccount, needs: fields(MessageAccount), page: guide, ask: (*Evidence).messageAccount, open: unreadable},
	{id: MessageResource, needs: fields(MessageResource), page: guide, ask: (*Evidence).messageResource, open: unreadable},
	{id: MessageExpiry, needs: fields(MessageExpiry), page: guide, ask: (*Evidence).messageExpiry, open: unreadable},
	{id: ResourcePublic, needs: fields(ResourcePublic), page: ianaTables, ask: (*Evidence).resourcePublic, open: unreadable},

	{id: SignatureEncoding, page: guide, ask: (*Evidence).signatureEncoding},
	{id: SignatureScheme, page: guide, ask: (*Evidence).signatureScheme, open: "How the signature was made shows only with its own public key.",
		needs: []need{{id: SignatureEncoding, when: noSignature}, {id: MessageFormat, when: noMessage},
			{id: CertificateKey, when: noKeyIn}, {id: CertificatePublished, when: noKey}, {id: SignatureMatches, when: anotherKey}}},

	{id: RegistrySupported, needs: recorded(need{id: RecordObject, when: strange}), page: guide, ask: (*Evidence).registrySupported,
		open: "There is no record of the resource that tells its registry."},
	{id: RecordFound, needs: []need{{id: ResourcePublic, when: noRecord, fallen: true}}, page: guide, ask: (*Evidence).recordFound,
		open: "No registry has a record of it."},
	{id: RecordObject, needs: recorded(need{id: RegistrySupported, when: not(strange)}), page: guide, ask: (*Evidence).recordObject,
		open: "There is no record to look in."},
	{id: RecordComplete, needs: looked(), page: guide, ask: (*Evidence).recordComplete, open: "This is not the record to look in."},

	{id: CertificatePublished, page: guide, ask: (*Evidence).certificatePublished, open: "It cannot be told whether the certificate is published.",
		needs: looked(need{id: RecordComplete, when: leftOut}, need{id: CertificateSecret, when: secretInstead}, need{id: CertificateForm, when: onlyDamaged})},
	{id: CertificatePlacement, needs: []need{{id: CertificatePublished}}, page: guide, ask: (*Evidence).certificatePlacement,
		open: "There is no certificate whose place could be judged."},
	{id: CertificateForm, needs: looked(need{id: RecordComplete, when: leftOut}, need{id: CertificatePublished, when: not(onlyDamaged)}), page: guide,
		ask: (*Evidence).certificateForm, open: "There is no certificate whose form could be judged."},
	{id: CertificateEncoding, needs: certified, page: rfc5280, ask: (*Evidence).certificateEncoding, open: noCertificate},
	{id: CertificateKey, needs: certified, page: guide, ask: (*Evidence).certificateKey, open: noCertificate},
	{id: CertificateSelfSignature, needs: certified, page: guide, ask: (*Evidence).certificateSelfSignature, open: noCertificate},
	{id: CertificateValidity, needs: certified, page: guide, ask: (*Evidence).certificateValidity, open: noCertificate},

	{id: SignatureMatches, page: guide, ask: (*Evidence).signatureMatches, open: "It cannot be told whether the signature verifies with a certificate in the record.",
		needs: []need{{id: SignatureEncoding, when: noSignature}, {id: MessageFormat, when: noMessage},
			{id: RecordComplete, when: leftOut}, {id: SignatureScheme, when: signed}, {id: CertificateKey, when: noKeyIn}, {id: CertificatePublished, when: unpublished}}},
	{id: CertificateStale, needs: []need{{id: CertificatePublished}}, page: guide, ask: (*Evidence).certificateStale, advice: true,
		open: "There is no certificate beside which another could stand."},
	{id: CertificateSecret, needs: []need{{id: RecordFound}}, page: guide, ask: (*Evidence).certificateSecret, open: "There is no record to look in."},

	{id: ROAAmazon, needs: announced, page: roaGuide, ask: (*Evidence).roaAmazon, aside: noRoute, open: unannounced, route: true},
	{id: ROAOwnASN, needs: announced, page: ownGuide, ask: (*Evidence).roaOwn, aside: noOwnRoute, open: unannounced, route: true},
	{id: ROAMaxLength, needs: append(announced[:len(announced):len(announced)], need{id: ROAAmazon, when: noAuthorized}), page: roaGuide,
		ask: (*Evidence).roaMaxLength, aside: noRoute, open: "There is no ROA whose maximal length could be judged.", route: true},
	{id: ROAAS0, needs: announced, page: roaGuide, ask: (*Evidence).roaAS0, aside: noRoute, open: unannounced, route: true},
}

// What is said where a need does not stand.
const (
	unreadable    = "It cannot be told from a text that is not a message."
	noCertificate = "There is no certificate that could be judged."
	unannounced   = "The range cannot be announced, whatever its ROAs are."
)

// certified are the needs of a check of the certificate itself.
var certified = []need{{id: CertificatePublished, when: noCertificateAtHand}}

// announced are the needs of the checks of ROAs.
var announced = []need{{id: ResourcePublic, when: routed, fallen: true}, {id: MessageResource, when: routed, fallen: true}}

// recorded are the needs of a check of the record: that it is there, that it is
// known what it should be of, and more.
func recorded(more ...need) []need {
	return append([]need{{id: RecordFound}, {id: MessageResource, when: resourceFails}, {id: MessageFormat, when: resourceUnread}}, more...)
}

// looked are the needs of a check of what is published: that it is the record in
// which AWS looks, and more.
func looked(more ...need) []need { return append([]need{{id: RecordObject}}, more...) }

// fields are the needs of the check of a field of the message: the text has to be
// one, or the field to be wrong itself.
func fields(own problem.ID) []need {
	var needs []need
	for _, id := range []problem.ID{MessageFormat, MessageAccount, MessageResource, MessageExpiry, ResourcePublic} {
		if id != own {
			needs = append(needs, need{id: id, when: func(e *Evidence) bool { return e.blocks(id, own) }})
		}
	}
	return needs
}

func not(condition func(*Evidence) bool) func(*Evidence) bool {
	return func(e *Evidence) bool { return !condition(e) }
}

// A judge makes the checks, each once, whatever needs it.
type judge struct {
	evidence *Evidence
	rows     map[problem.ID]row
	made     map[problem.ID]Check
}

// judgeAll makes every check, in the table's order.
func judgeAll(e *Evidence) []Check {
	j := &judge{evidence: e, rows: map[problem.ID]row{}, made: map[problem.ID]Check{}}
	for _, r := range table {
		j.rows[r.id] = r
	}
	checks := make([]Check, len(table))
	for i, r := range table {
		checks[i] = j.check(r.id)
	}
	return checks
}

// check makes a check, after those that it needs. It is the one place that makes
// a check unknown because of another.
func (j *judge) check(id problem.ID) Check {
	if c, made := j.made[id]; made {
		return c
	}
	r := j.rows[id]
	for _, n := range r.needs {
		if n.when != nil && !n.when(j.evidence) {
			continue
		}
		if c := j.check(n.id); !c.stands() && (c.Verdict == Fail || !n.fallen) {
			j.made[id] = Check{ID: id, Verdict: Unknown, Decides: r.decides(j.evidence), Summary: r.open, Because: c.root(), route: r.route}
			return j.made[id]
		}
	}
	j.made[id] = r.ask(j.evidence).check(r, j.evidence)
	return j.made[id]
}

// root is the check that left this one as it is.
func (c Check) root() problem.ID {
	if c.Because != "" {
		return c.Because
	}
	return c.ID
}

// IDs returns the IDs of all checks, in the order in which a report has them.
func IDs() []problem.ID {
	ids := make([]problem.ID, len(table))
	for i, r := range table {
		ids[i] = r.id
	}
	return ids
}
