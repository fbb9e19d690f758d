package handoff_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// A countingSigner counts its signatures, and fails after some.
type countingSigner struct {
	*rsa.PrivateKey
	made, most int
	options    crypto.SignerOpts // instead of those asked for
}

var errToken = errors.New("the token was taken out")

func (s *countingSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if s.made++; s.made > s.most {
		return nil, errToken
	}
	if s.options != nil {
		opts = s.options
	}
	return s.PrivateKey.Sign(random, digest, opts)
}

func TestRespondSignsForTheNamedKeyAndCertificateAlone(t *testing.T) {
	key, cert := testKey(t, "key.pem"), testCertificate(t, "certificate.pem")
	otherKey, otherCert := testKey(t, "other-key.pem"), testCertificate(t, "other-certificate.pem")
	renewed, err := certgen.NewCertificate(key, certgen.Profile{NotAfter: now.AddDate(1, 0, 0)}, now)
	require.NoError(t, err)
	whole := signerOf(t, cert)
	byKey, byCert := handoff.Signer{PublicKey: whole.PublicKey}, handoff.Signer{Certificate: whole.Certificate}
	for name, test := range map[string]struct {
		named handoff.Signer
		key   *rsa.PrivateKey
		cert  *x509.Certificate
		want  problem.ID // or none
	}{
		"nobody named":                                  {handoff.Signer{}, key, cert, ""},
		"nobody named, no certificate":                  {handoff.Signer{}, otherKey, nil, ""},
		"both named":                                    {whole, key, cert, ""},
		"the key named":                                 {byKey, key, cert, ""},
		"the key named, no certificate":                 {byKey, key, nil, ""},
		"the key named, a new certificate":              {byKey, key, renewed, ""},
		"the certificate named":                         {byCert, key, cert, ""},
		"another key than named":                        {byKey, otherKey, nil, handoff.WrongKey},
		"another key and certificate than named":        {whole, otherKey, otherCert, handoff.WrongKey},
		"another certificate than named":                {byCert, otherKey, otherCert, "certificate-mismatch"},
		"a new certificate, not the one named":          {whole, key, renewed, "certificate-mismatch"},
		"the certificate named, none given":             {byCert, key, nil, handoff.CertificateNeeded},
		"another key than the certificate's":            {byCert, otherKey, cert, "certificate-mismatch"},
		"another key than the certificate's, once more": {handoff.Signer{}, key, otherCert, "certificate-mismatch"},
	} {
		t.Run(name, func(t *testing.T) {
			signer := &countingSigner{PrivateKey: test.key, most: 2}
			r := request(t, handoff.Options{Signer: test.named}, first, second)
			if may := r.Check(test.key.Public(), test.cert, now); test.want == "" {
				require.NoError(t, may)
			} else {
				refused(t, test.want, may)
			}
			response, err := handoff.Respond(signer, test.cert, r, now)
			if test.want != "" {
				refused(t, test.want, err)
				require.Nil(t, response)
				require.Zero(t, signer.made, "nothing is signed")
				return
			}
			require.NoError(t, err)
			require.Equal(t, r.Digest(), response.Request())
			accepted, err := handoff.Accept(r, response, now)
			require.NoError(t, err)
			require.True(t, accepted.PublicKey.Equal(test.key.Public()))
			require.Equal(t, test.cert, accepted.Certificate)
			again, err := handoff.ParseResponse(response.Marshal())
			require.NoError(t, err)
			require.Equal(t, response.Marshal(), again.Marshal())
			for i, s := range accepted.Signed {
				require.Equal(t, r.Messages()[i], s.Message)
				require.NoError(t, sign.Verify(&test.key.PublicKey, s.Message.Bytes(), s.Signature))
			}
		})
	}
}

func TestRespondRefusesKeysThatCannotSignForAWS(t *testing.T) {
	r := request(t, handoff.Options{}, first)
	_, private, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	_, err = handoff.Respond(private, nil, r, now)
	require.ErrorIs(t, err, sign.ErrNotRSA)

	small, err := rsa.GenerateKey(rand.Reader, 1024)
	require.NoError(t, err)
	_, err = handoff.Respond(small, nil, r, now)
	refused(t, "bad-key", err)

	_, err = handoff.Respond(nil, nil, r, now)
	require.EqualError(t, err, "no signer to sign with")
	_, err = handoff.Respond(testKey(t, "key.pem"), nil, &handoff.Request{}, now)
	refused(t, "no-messages", err)
}

func TestRespondRefusesACertificateThatIsNotSelfSigned(t *testing.T) {
	cert := testCertificate(t, "certificate.pem")
	broken := append([]byte{}, cert.Raw...)
	broken[len(broken)-1] ^= 1
	parsed, err := x509.ParseCertificate(broken)
	require.NoError(t, err)
	_, err = handoff.Respond(testKey(t, "key.pem"), parsed, request(t, handoff.Options{}, first), now)
	e := refused(t, "bad-certificate", err)
	require.True(t, strings.HasPrefix(e.Error(), "the certificate is refused: "), e.Error())
}

func TestRespondRefusesWhatHasExpired(t *testing.T) {
	signer := &countingSigner{PrivateKey: testKey(t, "key.pem"), most: 2}
	r := request(t, handoff.Options{}, first, second)
	lastDay := time.Date(2026, 11, 30, 23, 59, 59, 0, time.UTC)
	over := lastDay.Add(12*time.Hour + time.Second) // in every time zone
	_, err := handoff.Respond(signer, nil, r, over)
	e := refused(t, handoff.Expired, err)
	require.Equal(t, "/items/1/expires", e.Path)
	require.Zero(t, signer.made)

	response, err := handoff.Respond(signer, nil, r, lastDay)
	require.NoError(t, err, "whether the day itself counts is not known")
	_, err = handoff.Accept(r, response, over)
	refused(t, handoff.Expired, err)
}

func TestRespondReturnsNothingWhenASignerFails(t *testing.T) {
	signer := &countingSigner{PrivateKey: testKey(t, "key.pem"), most: 1}
	response, err := handoff.Respond(signer, nil, request(t, handoff.Options{}, first, second), now)
	require.ErrorIs(t, err, errToken)
	require.ErrorContains(t, err, "message 2 of 2 ("+second+") is not signed")
	require.Nil(t, response)

	signer = &countingSigner{PrivateKey: testKey(t, "key.pem"), most: 2, options: &rsa.PSSOptions{SaltLength: 20, Hash: crypto.SHA256}}
	_, err = handoff.Respond(signer, nil, request(t, handoff.Options{}, first), now)
	require.ErrorIs(t, err, sign.BadSigner)
}

func TestAuditLinesAreJSONWithoutSecrets(t *testing.T) {
	cert := testCertificate(t, "certificate.pem")
	r := request(t, handoff.Options{}, first, second)
	zone := time.FixedZone("", 3600)
	lines := strings.SplitAfter(string(respond(t, r).AuditLines(now.In(zone))), "\n")
	require.Len(t, lines, 3)
	require.Empty(t, lines[2])
	for i, line := range lines[:2] {
		var got map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &got))
		require.Equal(t, map[string]any{
			"version": 1.0, "time": "2026-11-23T12:00:00Z", "request": r.Digest().Full(), "digest": r.Digest().String(), "message": []string{first, second}[i],
			"certificate": certgen.Fingerprint(cert), "publicKey": certgen.PublicKeyFingerprint(&testKey(t, "key.pem").PublicKey),
		}, got)
	}
	response, err := handoff.Respond(testKey(t, "key.pem"), nil, r, now)
	require.NoError(t, err)
	require.NotContains(t, string(response.AuditLines(now)), "certificate")
}

// A twoFacedSigner has another key once it was asked for the first.
type twoFacedSigner struct {
	first, then *rsa.PrivateKey
	asked       int
}

func (s *twoFacedSigner) key() *rsa.PrivateKey {
	if s.asked > 1 {
		return s.then
	}
	return s.first
}

func (s *twoFacedSigner) Public() crypto.PublicKey {
	s.asked++
	return s.key().Public()
}

func (s *twoFacedSigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	return s.key().Sign(random, digest, opts)
}

func TestRespondReadsItsOwnAnswerAgain(t *testing.T) {
	signer := &twoFacedSigner{first: testKey(t, "key.pem"), then: testKey(t, "other-key.pem")}
	response, err := handoff.Respond(signer, nil, request(t, handoff.Options{}, first), now)
	require.ErrorContains(t, err, "the response would not be accepted")
	refused(t, "bad-signature", err)
	require.Nil(t, response)
}

func TestNothingIsDecidedWithoutATime(t *testing.T) {
	key, r := testKey(t, "key.pem"), request(t, handoff.Options{}, first)
	require.ErrorIs(t, r.Check(key.Public(), nil, time.Time{}), problem.NoTime)
	_, err := handoff.Respond(key, nil, r, time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
	_, err = handoff.Accept(r, respond(t, r), time.Time{})
	require.ErrorIs(t, err, problem.NoTime)
}

func TestNilIsAnError(t *testing.T) {
	var none *handoff.Request
	var noKey *rsa.PrivateKey
	key, r := testKey(t, "key.pem"), request(t, handoff.Options{}, first)
	require.Error(t, none.Check(key.Public(), nil, now))
	require.Error(t, r.Check(nil, nil, now))
	require.Error(t, r.Check((*rsa.PublicKey)(nil), nil, now))
	_, err := handoff.Respond(noKey, nil, r, now)
	require.EqualError(t, err, "no signer to sign with")
	_, err = handoff.Respond(key, nil, nil, now)
	refused(t, "no-messages", err)
	_, err = handoff.Accept(nil, nil, now)
	refused(t, "no-messages", err)
	_, err = handoff.Accept(r, nil, now)
	refused(t, "no-messages", err)
	_, err = handoff.SignerOf(nil)
	require.Error(t, err)
	_, err = handoff.SignerOfKey(nil)
	require.Error(t, err)
	var noResponse *handoff.Response
	require.Error(t, noResponse.CheckSigner(signerOf(t, testCertificate(t, "certificate.pem"))))
}

func TestAKeyIsNamedAsItsCertificateNamesIt(t *testing.T) {
	whole := signerOf(t, testCertificate(t, "certificate.pem"))
	byKey, err := handoff.SignerOfKey(&testKey(t, "key.pem").PublicKey)
	require.NoError(t, err)
	require.Equal(t, handoff.Signer{PublicKey: whole.PublicKey}, byKey)
	require.Equal(t, certgen.Fingerprint(testCertificate(t, "certificate.pem")), string(whole.Certificate))
}

func TestFilesRoundTripThroughJSON(t *testing.T) {
	type files struct {
		Request  *handoff.Request
		Value    handoff.Request
		Response *handoff.Response
		Options  handoff.Options
		Items    []handoff.Item
		Signed   []handoff.Signed
		Digest   handoff.Digest
	}
	r := request(t, named(t), first, second)
	response := respond(t, r)
	accepted, err := handoff.Accept(r, response, now)
	require.NoError(t, err)
	sent := files{r, *r, response, named(t), r.Items(now), accepted.Signed, r.Digest()}
	data, err := json.Marshal(sent)
	require.NoError(t, err)
	require.Contains(t, string(data), `"Digest":"`+r.Digest().Full()+`"`)
	var got files
	require.NoError(t, json.Unmarshal(data, &got))
	require.Equal(t, sent.Request, got.Request)
	require.Equal(t, response.Marshal(), got.Response.Marshal())
	sent.Response, got.Response = nil, nil
	require.Equal(t, sent, got)

	for name, value := range map[string]any{"no request": handoff.Request{}, "no response": &handoff.Response{}, "what was accepted": accepted, "by value": *accepted} {
		_, err := json.Marshal(value)
		require.Error(t, err, name)
	}
	require.Error(t, json.Unmarshal([]byte(`{}`), &got.Request))
	require.Error(t, json.Unmarshal([]byte(`"AB"`), &got.Digest))
}
