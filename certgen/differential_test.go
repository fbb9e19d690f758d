package certgen_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/pem"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
)

// ask runs openssl with an input, and returns what it prints, or "" if it refuses.
func ask(input []byte, args ...string) string {
	cmd := exec.Command("openssl", args...)
	cmd.Stdin = bytes.NewReader(input)
	cmd.Env = append(cmd.Environ(), "P="+secret)
	out, err := cmd.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// opensslKey is the modulus of a private key, if OpenSSL reads it and finds it sound.
func opensslKey(der []byte) string {
	if ask(der, "pkey", "-inform", "DER", "-check", "-noout") == "" {
		return ""
	}
	return ask(der, "rsa", "-inform", "DER", "-noout", "-modulus")
}

// requireSameKeyRead holds what ReadKey makes of a key in DER to what OpenSSL makes of
// it.
func requireSameKeyRead(t *testing.T, der []byte) (read bool) {
	t.Helper()
	theirs := opensslKey(der)
	file, err := certgen.ReadKey(der, nil)
	if err != nil {
		if theirs != "" {
			require.ErrorContains(t, err, "")
			require.True(t, refusedOnPurpose(err), "OpenSSL takes it: %v\n%x", err, der)
		}
		return false
	}
	ours := fmt.Sprintf("Modulus=%X", file.Key.N)
	written, err := certgen.MarshalPlainKey(file.Key)
	require.NoError(t, err)
	block, _ := pem.Decode(written)
	require.Equal(t, ours, opensslKey(block.Bytes), "OpenSSL takes what is written of it")
	if theirs != "" {
		require.Equal(t, ours, theirs, "%x", der)
	}
	return true
}

// refusedOnPurpose says whether a key is refused that is none of what this module signs
// with, or whose numbers this module checks and OpenSSL does not.
func refusedOnPurpose(err error) bool {
	var kind *certgen.KindError
	if errors.As(err, &kind) {
		return true
	}
	for _, reason := range []string{"bits", "exponent", "is larger than", "does not belong", "not sound", "after its end", "attributes"} {
		if strings.Contains(err.Error(), reason) {
			return true
		}
	}
	return false
}

// requireSameCertificateRead does so for a certificate in DER.
func requireSameCertificateRead(t *testing.T, der []byte) (read bool) {
	t.Helper()
	theirs := ask(der, "x509", "-inform", "DER", "-noout", "-fingerprint", "-sha256")
	cert, err := certgen.ReadCertificate(der)
	if cert == nil {
		return false // what OpenSSL forgives is not all read: see CertificateDeparts
	}
	if err != nil && theirs == "" {
		return false // nor does OpenSSL forgive what Java does
	}
	require.NotEmpty(t, theirs, "OpenSSL refuses it: %v\n%x", err, der)
	if n := der[1]; n == 0x80 || n >= 0x84 || n > 0x80 && der[2] == 0 || n == 0x81 && der[2] < 0x80 {
		require.ErrorIs(t, err, certgen.CertificateDeparts)
		return true // OpenSSL prints the fingerprint of what it has written anew, in DER
	}
	_, print, _ := strings.Cut(theirs, "=")
	require.Equal(t, certgen.Fingerprint(cert), print)
	require.Equal(t, fmt.Sprintf("%X", sha256.Sum256(cert.Raw)), strings.ReplaceAll(print, ":", ""))
	if err == nil && certgen.CheckSelfSignature(cert) == nil { // what departs, OpenSSL may read and not verify
		text := ask(der, "x509", "-inform", "DER")
		require.NotEmpty(t, ask([]byte(text), "verify", "-partial_chain", "-check_ss_sig", "-no_check_time", "-trusted", temp(t, []byte(text))), "%x", der)
	}
	return true
}

// damage changes a few bytes of an input.
func damage(r *rand.Rand, data []byte) []byte {
	data = bytes.Clone(data)
	for range 1 + r.IntN(2) {
		at := r.IntN(len(data))
		if r.IntN(2) == 0 {
			at = r.IntN(min(len(data), 60)) // where the structure is
		}
		switch r.IntN(4) {
		case 0:
			data[at] ^= 1 << r.IntN(8)
		case 1:
			data[at] = byte(r.IntN(256))
		case 2:
			data = append(data[:at:at], data[at+1:]...)
		case 3:
			data = data[:len(data)-r.IntN(2)]
		}
	}
	return data
}

// inDER are the files of testdata that are DER, or PEM of which this is the inside.
func inDER(t testing.TB, patterns ...string) (all [][]byte) {
	t.Helper()
	for _, pattern := range patterns {
		for _, data := range files(t, pattern) {
			if block, _ := pem.Decode(data); block != nil {
				data = block.Bytes
			}
			if len(data) > 0 && data[0] == 0x30 {
				all = append(all, data)
			}
		}
	}
	require.NotEmpty(t, all)
	return all
}

func TestKeysAreReadAsOpenSSLReadsThem(t *testing.T) {
	t.Parallel()
	requireTool(t, "openssl")
	r := rand.New(rand.NewPCG(20261125, 1))
	read, looked := 0, 0
	for _, original := range inDER(t, "keys/pkcs8.*", "keys/pkcs1.pem", "other/*.pem") {
		for n := range rounds {
			data := original
			if n > 0 {
				data = damage(r, data)
			}
			looked++
			if requireSameKeyRead(t, data) {
				read++
			}
		}
	}
	require.GreaterOrEqual(t, read, 3)
	t.Logf("%d of %d were read", read, looked)
}

func TestCertificatesAreReadAsOpenSSLReadsThem(t *testing.T) {
	t.Parallel()
	requireTool(t, "openssl")
	r := rand.New(rand.NewPCG(20261125, 2))
	read, looked := 0, 0
	all := inDER(t, "certs/*", "other/certificate*", "other/request.pem")
	for _, c := range departing {
		all = append(all, c.made.sign(t))
	}
	for _, original := range all {
		for n := range rounds {
			data := original
			if n > 0 {
				data = damage(r, data)
			}
			looked++
			if requireSameCertificateRead(t, data) {
				read++
			}
		}
	}
	require.GreaterOrEqual(t, read, len(all)/2)
	t.Logf("%d of %d were read", read, looked)
}

// rounds are how often each file is damaged: every try runs a program or three.
const rounds = 4

func FuzzReadKeyBesideOpenSSL(f *testing.F) {
	requireTool(f, "openssl")
	for _, data := range inDER(f, "keys/*", "other/*.pem") {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 0 && data[0] == 0x30 {
			requireSameKeyRead(t, data)
		}
	})
}

func FuzzReadCertificateBesideOpenSSL(f *testing.F) {
	requireTool(f, "openssl")
	for _, data := range inDER(f, "certs/*", "other/*.pem") {
		f.Add(data)
	}
	for _, c := range departing {
		f.Add(c.made.sign(f))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 0 && data[0] == 0x30 {
			requireSameCertificateRead(t, data)
		}
	})
}
