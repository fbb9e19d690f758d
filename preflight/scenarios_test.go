package preflight_test

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	_ "crypto/sha512"
	"crypto/x509"
	"errors"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// The names of the checks, for the table.
const (
	format, account, resourceField, expiry = preflight.MessageFormat, preflight.MessageAccount, preflight.MessageResource, preflight.MessageExpiry
	public                                 = preflight.ResourcePublic
	encoding, scheme, matches              = preflight.SignatureEncoding, preflight.SignatureScheme, preflight.SignatureMatches
	supported, found, object               = preflight.RegistrySupported, preflight.RecordFound, preflight.RecordObject
	complete                               = preflight.RecordComplete
	isPublished, placement, form           = preflight.CertificatePublished, preflight.CertificatePlacement, preflight.CertificateForm
	keyKind, selfSignature, validity       = preflight.CertificateKey, preflight.CertificateSelfSignature, preflight.CertificateValidity
	stale, secret                          = preflight.CertificateStale, preflight.CertificateSecret
	roaAmazon, roaOwn                      = preflight.ROAAmazon, preflight.ROAOwnASN
	roaMaxLength, roaAS0                   = preflight.ROAMaxLength, preflight.ROAAS0
)

var scenarios = []scenario{
	{"00 an ASN at ARIN that passes", ofASN, nil, verdict{}},
	{"R2 RIPE NCC's RDAP does not tell the field", ofASN, atRIPE, unknowns(placement)},
	{"00 an ASN at RIPE NCC by whois", ofASN, all(atRIPE, fromWhois(ripeWhois("descr:"))), verdict{}},
	{"00 an ASN at APNIC", ofASN, atAPNIC, verdict{}},
	{"00 a range at ARIN", ofRange, nil, verdict{}},

	{"M1 the scheme is left out", ofASN, sent("1|aws|123456789012|2914|20261231|SHA256"), fails(format)},
	{"M1 a field is invented", ofASN, sent("1|aws|123456789012|us-east-1|2914|20261231|SHA256|RSAPSS"), fails(format)},
	{"M1 two fields are swapped", ofASN, sent("1|aws|2914|123456789012|20261231|SHA256|RSAPSS"), fails(format)},
	{"M1 a constant is another", ofASN, sent("1|aws|123456789012|2914|20261231|SHA512|RSAPSS"), fails(format)},
	{"M2 a ROA request", ofASN, sent("1|1340135296|My First ROA|1234|10.0.0.0|8|16|"), fails(format)},
	{"M3 the account has hyphens", ofASN, sent("1|aws|1234-5678-9012|2914|20261231|SHA256|RSAPSS"), fails(account)},
	{"M3 the account got hyphens after signing", ofASN, sentRaw(func(s string) string { return strings.Replace(s, "123456789012", "1234-5678-9012", 1) }), fails(account)},
	{"M3 the account is AWS's placeholder", ofASN, sent("1|aws|0123456789AB|2914|20261231|SHA256|RSAPSS"), fails(account)},
	{"M4 the range has host bits", ofRange, sent("1|aws|123456789012|206.41.110.1/24|20261231|SHA256|RSAPSS"), fails(resourceField)},
	{"M4 the range is not in canonical form", ofRange, all(sent("1|aws|123456789012|2620:0119:0000::/40|20261231|SHA256|RSAPSS"), ipv6), fails(resourceField)},
	{"M5 the range is too small", ofRange, all(sent("1|aws|123456789012|206.41.110.0/25|20261231|SHA256|RSAPSS"), routed("206.41.110.0/25")), fails(resourceField)},
	{"M5 the range is private", ofRange, all(sent("1|aws|123456789012|192.168.4.0/24|20261231|SHA256|RSAPSS"), addressed("192.168.4.0", "192.168.4.255"), routed("192.168.4.0/24")), fails(public)},
	{"M5 the range to announce is too small", ofASN, told(func(in *preflight.Input) { in.Prefix = prefix("192.41.245.0/25") }), fails(resourceField)},
	{"M5 the range to announce is private", ofASN, told(func(in *preflight.Input) { in.Prefix = prefix("10.0.0.0/24") }), fails(public)},
	{"M5 an IPv6 range that is never announced", ofRange, all(sent("1|aws|123456789012|2620:119:35::/56|20261231|SHA256|RSAPSS"), ipv6, func(p *proof) { p.vrps = nil }), warns(resourceField)},
	{"M5 an IPv6 range of which AWS's documents disagree", ofRange, all(sent("1|aws|123456789012|2620:119:35::/60|20261231|SHA256|RSAPSS"), ipv6, func(p *proof) { p.vrps = nil }), unknowns(resourceField)},
	{"M6 the ASN to announce the range from is private", ofRange, told(func(in *preflight.Input) { in.ASN = 64512 }), fails(public)},
	{"M6 the ASN has a prefix", ofASN, sent("1|aws|123456789012|AS2914|20261231|SHA256|RSAPSS"), fails(resourceField)},
	{"M6 the ASN is in asdot", ofASN, sent("1|aws|123456789012|0.2914|20261231|SHA256|RSAPSS"), fails(resourceField)},
	{"M6 the ASN has a leading zero", ofASN, sent("1|aws|123456789012|02914|20261231|SHA256|RSAPSS"), fails(resourceField)},
	{"M6 the ASN is out of range", ofASN, all(sent("1|aws|123456789012|4294967296|20261231|SHA256|RSAPSS"), told(func(in *preflight.Input) { in.ASN = 2914 })), fails(resourceField)},
	{"M6 the ASN is private", ofASN, special("64512"), fails(public)},
	{"M6 the ASN is for documentation", ofASN, special("64496"), fails(public)},
	{"M6 the ASN is AS_TRANS", ofASN, special("23456"), fails(public)},
	{"M6 the ASN is reserved", ofASN, special("4294967295"), fails(public)},
	{"M7 the day is impossible", ofASN, sent("1|aws|123456789012|2914|20261131|SHA256|RSAPSS"), fails(expiry)},
	{"M7 the day is past", ofASN, sent("1|aws|123456789012|2914|20261122|SHA256|RSAPSS"), fails(expiry)},
	{"M7 the day is today", ofASN, sent("1|aws|123456789012|2914|20261123|SHA256|RSAPSS"), unknowns(expiry)},
	{"M7 the day is within the week", ofASN, sent("1|aws|123456789012|2914|20261128|SHA256|RSAPSS"), unknowns(expiry)},
	{"M7 the day is far", ofASN, all(sent("1|aws|123456789012|2914|20361231|SHA256|RSAPSS"), publishedFor(now.AddDate(0, -1, 0), now.AddDate(10, 11, 0))), unknowns(expiry)},
	{"M8 a newline at the end", ofASN, sentRaw(func(s string) string { return s + "\n" }), fails(format)},
	{"M8 a carriage return at the end", ofASN, sentRaw(func(s string) string { return s + "\r\n" }), fails(format)},
	{"M8 a byte-order mark", ofASN, sentRaw(func(s string) string { return "\ufeff" + s }), fails(format)},
	{"M8 quotes", ofASN, sentRaw(func(s string) string { return `"` + s + `"` }), fails(format)},
	{"M8 typographic quotes", ofASN, sentRaw(func(s string) string { return "“" + s + "”" }), fails(format)},
	{"M8 a no-break space", ofASN, sentRaw(func(s string) string { return s + "\u00a0" }), fails(format)},
	{"M8 blanks", ofASN, sentRaw(func(s string) string { return strings.ReplaceAll(s, "|", " | ") }), fails(format)},
	{"M9 the message was changed after signing", ofASN, sentRaw(func(s string) string { return strings.Replace(s, "20261231", "20270131", 1) }), fails(matches)},
	{"M9 the request names another account", ofASN, told(func(in *preflight.Input) { in.Account = "210987654321" }), fails(account)},
	{"M9 the request names another ASN", ofASN, told(func(in *preflight.Input) { in.ASN = 2915 }), fails(resourceField)},
	{"M9 the request names another range", ofRange, told(func(in *preflight.Input) { in.Prefix = prefix("206.41.111.0/24") }), fails(resourceField)},

	{"S1 PKCS 1 v1.5", ofASN, pkcs1, fails(scheme)},
	{"S2 the largest salt", ofASN, signedWith("key.pem", crypto.SHA256, 222), fails(scheme)},
	{"S2 a salt of 20 bytes", ofASN, signedWith("key.pem", crypto.SHA256, 20), fails(scheme)},
	{"S3 SHA-512", ofASN, signedWith("key.pem", crypto.SHA512, 64), fails(scheme)},
	{"S3 SHA-1", ofASN, signedWith("key.pem", crypto.SHA1, 20), fails(scheme)},
	{"S4 plain base64", ofASN, encoded(standardBase64), fails(encoding)},
	{"S4 base64url", ofASN, encoded(base64URL), fails(encoding)},
	{"S4 the padding is lost", ofASN, encoded(func(s string) string { return strings.TrimRight(s, "_") }), fails(encoding)},
	{"S5 line breaks inside", ofASN, encoded(func(s string) string { return strings.Join(wrapped(s), "\n") + "\n" }), fails(encoding)},
	{"S5 blanks inside", ofASN, encoded(func(s string) string { return strings.Join(wrapped(s), " ") }), fails(encoding)},
	{"S5 cut short", ofASN, encoded(func(s string) string { return s[:301] }), fails(encoding)},
	{"S5 the length of another key's", ofASN, signedWith("key-3072.pem", crypto.SHA256, 32), fails(matches)},
	{"S6 another key", ofASN, signedWith("other-key.pem", crypto.SHA256, 32), fails(matches)},
	{"S6 another key, whose certificate was given", ofASN, all(signedWith("other-key.pem", crypto.SHA256, 32), givenOthers), fails(isPublished)},
	{"S7 made for another ASN", ofASN, signedText("1|aws|123456789012|2915|20261231|SHA256|RSAPSS"), fails(matches)},
	{"S7 made for another account", ofASN, signedText("1|aws|210987654321|2914|20261231|SHA256|RSAPSS"), fails(matches)},
	{"S7 made for another range", ofRange, signedText("1|aws|123456789012|206.41.111.0/24|20261231|SHA256|RSAPSS"), fails(matches)},
	{"S7 made with a newline", ofASN, signedText("1|aws|123456789012|2914|20261231|SHA256|RSAPSS\n"), fails(matches)},

	{"C1 expired", ofASN, publishedFor(now.AddDate(-2, 0, 0), now.AddDate(0, 0, -1)), fails(validity)},
	{"C1 not yet valid", ofASN, publishedFor(now.AddDate(0, 0, 1), now.AddDate(1, 0, 0)), fails(validity)},
	{"C1 ends within the week", ofASN, publishedFor(now.AddDate(0, -1, 0), now.AddDate(0, 0, 5)), unknowns(validity)},
	{"C1 ends before the message does", ofASN, publishedFor(now.AddDate(0, -1, 0), now.AddDate(0, 0, 20)), warns(validity)},
	{"C2 not RSA", ofASN, func(p *proof) { p.lines = []string{certgen.OneLine(ed25519Certificate(p.t))} }, fails(keyKind)},
	{"C2 RSA 3072", ofASN, rsa3072, unknowns(keyKind)},
	{"C3 a letter of its signature changed", ofASN, replaced(flipped), fails(selfSignature)},
	{"C3 signed with SHA-1", ofASN, selfSigned(x509.SHA1WithRSA), unknowns(selfSignature)},
	{"C3 signed with SHA-512", ofASN, selfSigned(x509.SHA512WithRSA), unknowns(selfSignature)},
	{"C3 a letter lost", ofASN, replaced(func(line string) []string { return []string{line[:400] + line[401:]} }), fails(form)},
	{"C4 a marker is missing", ofASN, replaced(without("-----BEGIN CERTIFICATE-----")), fails(form)},
	{"C4 a dash is lost", ofASN, replaced(without("-")), fails(form)},
	{"C4 a certificate request", ofASN, instead("CERTIFICATE REQUEST"), fails(isPublished)},
	{"C4 a public key", ofASN, instead("PUBLIC KEY"), fails(isPublished)},
	{"C4 a private key", ofASN, instead("PRIVATE KEY"), fails(secret)},
	{"C4 a private key beside the certificate", ofASN, func(p *proof) { p.lines = append(p.lines, keyPEM(p, "PRIVATE KEY")) }, fails(secret)},
	{"C5 on many lines", ofASN, replaced(wrapped), fails(form)},
	{"C6 several, one of them ours", ofASN, func(p *proof) { p.lines = slices.Insert(p.lines, 0, certgen.OneLine(others(p.t))) }, warns(stale)},

	{"C6 two of one key, the first of which ends soon", ofASN, func(p *proof) {
		p.lines = slices.Insert(p.lines, 0, certgen.OneLine(certificate(p.t, key(p.t, "key.pem"), "Old", now.AddDate(-1, 0, 0), now.AddDate(0, 0, 3))))
	}, warns(stale)},
	{"C6 two of one key, the first of which is damaged", ofASN, func(p *proof) { p.lines = slices.Insert(p.lines, 0, flipped(oneLine(p))...) }, warns(stale)},

	{"R1 on the organization", ofASN, moved(0), fails(placement)},
	{"R1 on a contact", ofASN, moved(1), fails(placement)},
	{"R2 in APNIC's descr", ofASN, all(atAPNIC, func(p *proof) { p.title = "description" }), fails(placement)},
	{"R2 in RIPE NCC's remarks", ofASN, all(atRIPE, fromWhois(ripeWhois("remarks:"))), fails(placement)},
	{"R3 the range's record was given for the ASN's", ofASN, recorded("arin-ip-206.41.110.0.json", "Registration Comments", nil), unknowns(object)},
	{"R3 only the range has it", ofASN, published(), fails(isPublished)},
	{"R4 at LACNIC", ofASN, all(sent("1|aws|123456789012|28000|20261231|SHA256|RSAPSS"), recorded("lacnic-autnum-28000.json", "description", nil), authorizations(roas("192.41.244.0/22", 24, 16509, 14618, 28000))), fails(supported)},
	{"R4 at AFRINIC", ofASN, all(recorded("afrinic-autnum-37271.json", "Remark", number(2914))), fails(supported)},
	{"R4 at a national registry", ofASN, all(atAPNIC, func(p *proof) { p.change = func(r record) { r["port43"] = "whois.nic.ad.jp" } }), unknowns(supported)},
	{"R5 not yet visible", ofASN, all(published(), told(func(in *preflight.Input) { in.Certificate = nil })), fails(isPublished)},
	{"R5 the registry has no record", ofASN, absent, fails(found)},
	{"R5 the record could not be got", ofASN, unavailable, unknowns(found)},
	{"R6 a record of its own hides the parent that has it", ofRange, published(), fails(isPublished)},
	{"R6 a more specific record was answered", ofRange, all(sent("1|aws|123456789012|206.41.108.0/22|20261231|SHA256|RSAPSS"), routed("206.41.108.0/22")), unknowns(object)},
	{"R6 the parent has it", ofRange, addressed("206.41.0.0", "206.41.255.255"), verdict{}},
	{"R7 truncated, and it is not there", ofASN, all(published(), truncated), unknowns(complete)},
	{"R7 truncated, and it is there", ofASN, truncated, warns(complete)},
	{"R7 a block that covers the ASN", ofASN, all(atAPNIC, func(p *proof) { p.change = func(r record) { r["endAutnum"] = 9280 } }), fails(object)},
	{"R7 a block of ARIN's that is one holder's", ofASN, func(p *proof) { p.change = func(r record) { r["endAutnum"] = 2950 } }, verdict{}},
	{"R8 an old one left beside it", ofASN, old, warns(stale)},
	{"R8 only an old one of the same key", ofASN, all(publishedFor(now.AddDate(-2, 0, 0), now.AddDate(-1, 0, 0)), givenOurs), verdict{fail: ids(validity), warn: ids(isPublished)}},
	{"R8 an old one of the same key, still valid", ofASN, all(publishedFor(now.AddDate(-2, 0, 0), now.AddDate(0, 6, 0)), givenOurs), warns(isPublished)},

	{"O1 no ROA at all", ofRange, authorizations(), fails(roaAmazon)},
	{"O1 one of Amazon's ASNs has none", ofRange, authorizations(roas("206.41.110.0/24", 24, 16509)), fails(roaAmazon)},
	{"O1 GovCloud's ASN has none", ofRange, told(func(in *preflight.Input) { in.GovCloud = true }), fails(roaAmazon)},
	{"O1 Global Accelerator needs one alone", ofRange, all(authorizations(roas("206.41.110.0/24", 24, 16509)), told(func(in *preflight.Input) { in.Service = provision.GlobalAccelerator })), verdict{}},
	{"O1 an ASN is brought to IPAM, whatever the service", ofASN, all(authorizations(roas("192.41.244.0/22", 24, 16509, 2914)), told(func(in *preflight.Input) { in.Service = provision.GlobalAccelerator })), fails(roaAmazon)},
	{"O1 what was read is a part", ofRange, all(authorizations(), told(func(in *preflight.Input) { in.ROAs.Entries = 3 })), unknowns(roaAmazon, roaAS0)},
	{"O1 what was read is old", ofRange, told(func(in *preflight.Input) { in.ROAs.Generated = now.AddDate(0, 0, -2) }), unknowns(roaAmazon, roaMaxLength, roaAS0)},
	{"O1 what was read is of the future", ofRange, told(func(in *preflight.Input) { in.ROAs.Generated = now.AddDate(0, 0, 2) }), unknowns(roaAmazon, roaMaxLength, roaAS0)},
	{"O2 the maximal length is too short", ofASN, authorizations(roas("192.41.244.0/22", 22, 16509, 14618, 2914)), fails(roaMaxLength)},
	{"O2 the maximal length is less than IPAM asks for", ofASN, all(authorizations(roas("192.41.244.0/22", 22, 16509, 14618, 2914)), told(func(in *preflight.Input) { in.Prefix = prefix("192.41.244.0/22") }), func(p *proof) { p.routed = prefix("192.41.244.0/22") }), unknowns(roaMaxLength)},
	{"O2 the same for EC2", ofRange, all(sent("1|aws|123456789012|206.41.108.0/22|20261231|SHA256|RSAPSS"), addressed("206.41.108.0", "206.41.111.255"), routed("206.41.108.0/22"), authorizations(roas("206.41.108.0/22", 22, 16509, 14618)), told(func(in *preflight.Input) { in.Service = provision.EC2 })), verdict{}},
	{"O3 a ROA of AS0", ofRange, func(p *proof) { p.vrps = append(p.vrps, roas("206.0.0.0/8", 8, 0)...) }, fails(roaAS0)},
	{"O4 none for one's own ASN", ofASN, authorizations(roas("192.41.244.0/22", 24, 16509, 14618)), fails(roaOwn)},
	{"O4 none for one's own ASN, for a range", ofRange, told(func(in *preflight.Input) { in.ASN = 2914 }), fails(roaOwn)},
}

func ids(ids ...problem.ID) []problem.ID { return ids }

// special makes the proof about an ASN that is not public.
func special(n string) func(*proof) {
	return func(p *proof) {
		p.message = strings.Replace(p.message, "2914", n, 1)
		p.change = func(r record) { number(asNumber(n))(r) }
		p.vrps, p.tell = nil, nil
	}
}

// ipv6 answers with a recorded IPv6 block.
func ipv6(p *proof) {
	p.envelope = "arin-ip-2620-119-35-carriage-returns.json"
	routed("2620:119::/40")(p)
}

// routed gives ROAs for another range.
func routed(cidr string) func(*proof) {
	return func(p *proof) {
		p.routed = prefix(cidr)
		p.vrps = roas(cidr, max(24, p.routed.Bits()), 16509, 14618)
		if p.routed.Addr().Is6() {
			p.vrps = roas(cidr, 48, 16509, 14618)
		}
	}
}

// addressed makes the record one of another range.
func addressed(start, end string) func(*proof) {
	return func(p *proof) {
		p.change = func(r record) { r["startAddress"], r["endAddress"] = start, end }
	}
}

func rsa3072(p *proof) {
	cert := certificate(p.t, key(p.t, "key-3072.pem"), "3072", now.AddDate(0, -1, 0), now.AddDate(1, 0, 0))
	p.lines = []string{certgen.OneLine(cert)}
	signedWith("key-3072.pem", crypto.SHA256, sha256.Size)(p)
}

// selfSigned publishes a certificate that is right but for the algorithm of its own
// signature.
func selfSigned(algorithm x509.SignatureAlgorithm) func(*proof) {
	return func(p *proof) {
		k := key(p.t, "key.pem")
		template := *ours(p.t)
		template.SignatureAlgorithm = algorithm
		der, err := x509.CreateCertificate(rand.Reader, &template, &template, k.Public(), k)
		require.NoError(p.t, err)
		cert, err := x509.ParseCertificate(der)
		require.NoError(p.t, err)
		p.lines = []string{certgen.OneLine(cert)}
	}
}

func givenOurs(p *proof) {
	told(func(in *preflight.Input) { in.Certificate = ours(p.t) })(p)
}

func givenOthers(p *proof) {
	told(func(in *preflight.Input) { in.Certificate = others(p.t) })(p)
}

func absent(p *proof) {
	p.envelope = ""
	told(func(in *preflight.Input) {
		in.RecordErr = &rdap.ErrorObject{Code: 404, Title: "Not Found"}
	})(p)
}

func unavailable(p *proof) {
	p.envelope = ""
	told(func(in *preflight.Input) {
		in.RecordErr = errors.New("rdap.arin.net: too many requests (429)")
	})(p)
}

func truncated(p *proof) {
	p.change = func(r record) {
		remarks, _ := r["remarks"].([]any)
		r["remarks"] = append(remarks, record{"type": "object truncated due to server policy", "description": []string{"Some of the data in this object has been removed."}})
	}
}

func old(p *proof) {
	line := certgen.OneLine(certificate(p.t, key(p.t, "other-key.pem"), "Example Networks 2024", now.AddDate(-2, 0, 0), now.AddDate(-1, 0, 0)))
	p.lines = append(p.lines, line)
}

func asNumber(s string) resource.ASN {
	n, _ := resource.ParseASN(s)
	return n
}
