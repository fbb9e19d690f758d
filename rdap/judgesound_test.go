package rdap_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net/netip"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

var today = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// ofARIN is a record with certificates in ARIN's Public Comments.
func ofARIN(t *testing.T, certs ...*x509.Certificate) *rdap.Record {
	o := object(t, envelopes["arin"].file)
	for _, cert := range certs {
		addRemark(o, remark(envelopes["arin"].right, []string{certgen.OneLine(cert)}))
	}
	return parseObject(t, o)
}

func ecCertificate(t *testing.T) *x509.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "EC"}, NotBefore: today, NotAfter: today.AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return cert
}

func TestJudgeTakesRSAAlone(t *testing.T) {
	ec := ecCertificate(t)
	for _, q := range []rdap.Question{{ASN: 2914, Certificate: ec, Now: today}, {ASN: 2914, Now: today}} {
		j := rdap.Judge(ofARIN(t, ec), q)
		require.Equal(t, rdap.Fail, j.Verdict)
		require.Contains(t, ids(j), rdap.CertificateNotRSA)
		require.NotContains(t, ids(j), rdap.CertificateOther)
	}
}

func TestJudgeWarnsOfASizeThatAWSDoesNotDocument(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	require.NoError(t, err)
	cert := renew(t, key, today, 365)
	j := rdap.Judge(ofARIN(t, cert), rdap.Question{ASN: 2914, Certificate: cert, Now: today})
	require.Equal(t, rdap.Pass, j.Verdict)
	require.Contains(t, ids(j), rdap.CertificateKey)
}

func TestJudgeLooksAtTheSelfSignature(t *testing.T) {
	cert := parse(t, oneLine(t, ourName))
	raw := append([]byte{}, cert.Raw...)
	raw[len(raw)-1] ^= 1
	broken, err := x509.ParseCertificate(raw)
	require.NoError(t, err)
	j := rdap.Judge(ofARIN(t, broken), rdap.Question{ASN: 2914, Certificate: broken, Now: cert.NotBefore.Add(time.Hour)})
	require.Equal(t, rdap.Fail, j.Verdict)
	require.Contains(t, ids(j), rdap.CertificateSelfSignature)
}

func TestJudgeOfTwoCertificatesOfOneKeyTakesTheValidOne(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	old, fresh := renew(t, key, today.AddDate(-1, 0, 0), 30), renew(t, key, today, 365)

	j := rdap.Judge(ofARIN(t, old, fresh), rdap.Question{ASN: 2914, Certificate: old, Now: today})
	require.Equal(t, rdap.Pass, j.Verdict, "AWS takes any certificate in the record")
	require.Contains(t, ids(j), rdap.CertificateRenewed)

	j = rdap.Judge(ofARIN(t, old), rdap.Question{ASN: 2914, Certificate: fresh, Now: today})
	require.Equal(t, rdap.Fail, j.Verdict)
	require.Equal(t, []rdap.ID{rdap.CertificateRenewed}, ids(j), "not that ours has expired: it has not")

	// An expired one in the right place does not hide that ours is in the wrong.
	o := object(t, envelopes["arin"].file)
	addRemark(o, remark(envelopes["arin"].right, []string{certgen.OneLine(old)}))
	addRemark(o, remark("Other", []string{certgen.OneLine(fresh)}))
	j = rdap.Judge(parseObject(t, o), rdap.Question{ASN: 2914, Certificate: fresh, Now: today})
	require.Equal(t, []rdap.ID{rdap.CertificateWrongField}, ids(j))
}

func TestJudgeNeverConcludesFromAPartOfTheRange(t *testing.T) {
	r := parseObject(t, object(t, "apnic-ip-1.1.1.0-24.json"))
	q := ours(t, 0)
	q.Prefix = netip.MustParsePrefix("1.1.0.0/20")
	j := rdap.Judge(r, q)
	require.Equal(t, rdap.Unknown, j.Verdict)
	require.Equal(t, []rdap.ID{rdap.RecordMoreSpecific}, ids(j))
}

func TestJudgeOfAnIncompleteRecordIsUnknownWhateverElseIsThere(t *testing.T) {
	for kind, text := range instead(t) {
		o := object(t, envelopes["ripe"].file)
		addRemark(o, map[string]any{"type": "object truncated due to excessive load"})
		addRemark(o, remark("-", []string{text}))
		j := rdap.Judge(parseObject(t, o), ours(t, envelopes["ripe"].asn))
		if kind == certgen.KindSecretKey {
			require.Equal(t, rdap.Fail, j.Verdict)
			require.Equal(t, rdap.CertificateSecret, j.Findings[0].ID, "before all others")
		} else {
			require.Equal(t, rdap.Unknown, j.Verdict)
		}
	}
}

func TestJudgeSaysFirstThatAPrivateKeyIsPublic(t *testing.T) {
	for _, file := range []string{"arin-autnum-2914.json", "lacnic-autnum-28000.json"} {
		o := object(t, file)
		addRemark(o, remark("description", []string{instead(t)[certgen.KindSecretKey]}))
		for _, asked := range []resource.ASN{2914, 28000} {
			j := rdap.Judge(parseObject(t, o), ours(t, asked))
			require.Equal(t, rdap.Fail, j.Verdict)
			require.Equal(t, rdap.CertificateSecret, j.Findings[0].ID)
		}
	}
}
