package external_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

const text = "1|aws|123456789012|12345|20271231|SHA256|RSAPSS"

// behaviour is the variable that makes this test binary a signing command.
const behaviour = "EXTERNAL_TEST_COMMAND"

func TestMain(m *testing.M) {
	if how := os.Getenv(behaviour); how != "" {
		os.Exit(command(how))
	}
	os.Exit(m.Run())
}

// command is a program that signs with testdata/key.pem as its environment says,
// and then spoils it in the way it was told.
func command(how string) (status int) {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		panic(err)
	}
	raw := signAsAsked(input)
	switch how {
	case "sign":
		os.Stdout.Write(raw)
	case "sign and leave an agent behind":
		os.Stdout.Write(raw)
		agent := exec.Command(os.Args[0])
		agent.Env = append(os.Environ(), behaviour+"=hang a while")
		agent.Stdout = os.Stdout
		if err := agent.Start(); err != nil {
			panic(err)
		}
	case "hang a while":
		time.Sleep(20 * time.Second)
	case "hexadecimal":
		fmt.Println(hex.EncodeToString(raw))
	case "base64":
		fmt.Println(base64.StdEncoding.EncodeToString(raw))
	case "base64 in lines":
		text := base64.StdEncoding.EncodeToString(raw)
		fmt.Println(text[:64] + "\r\n" + text[64:])
	case "base64url":
		fmt.Print(base64.RawURLEncoding.EncodeToString(raw))
	case "AWS's text":
		fmt.Println(sign.Signature(raw))
	case "JSON":
		fmt.Printf(`{"signature": %q}`, base64.StdEncoding.EncodeToString(raw))
	case "a newline after it":
		os.Stdout.Write(append(raw, '\n'))
	case "a prompt":
		fmt.Print("Please enter the PIN: ")
	case "nothing":
	case "without end":
		for {
			if _, err := os.Stdout.Write(make([]byte, 4096)); err != nil {
				time.Sleep(time.Hour)
			}
		}
	case "64 KiB":
		os.Stdout.Write(make([]byte, 64<<10))
	case "64 KiB and a byte":
		os.Stdout.Write(make([]byte, 64<<10+1))
	case "a private key":
		fmt.Print(privateKey)
	case "fail and repeat the arguments":
		fmt.Fprintf(os.Stderr, "wrong PIN %s for %s", os.Args[2], strings.TrimPrefix(os.Args[3], "pin-value="))
		return 1
	case "fail and show a key":
		fmt.Fprint(os.Stderr, "read this: ", privateKey)
		return 1
	case "hang":
		time.Sleep(time.Hour)
	case "hang, and stop when told to":
		told := make(chan os.Signal, 1)
		signal.Notify(told, syscall.SIGTERM)
		<-told
		fmt.Fprint(os.Stderr, "logged out")
		return 1
	case "hang, whatever it is told":
		signal.Ignore(syscall.SIGTERM)
		fmt.Fprint(os.Stderr, "busy")
		time.Sleep(time.Hour)
	case "another salt":
		digest := sha256.Sum256(input)
		raw, _ = rsa.SignPSS(rand.Reader, key(), crypto.SHA256, digest[:], &rsa.PSSOptions{SaltLength: 20})
		os.Stdout.Write(raw)
	case "fail":
		fmt.Fprint(os.Stderr, "Using slot 0\n\terror: \x1b[31mno \xff such\u202e key\r\nAborting.\n")
		return 3
	case "fail in silence":
		return 1
	case "fail at length":
		fmt.Fprint(os.Stderr, "error: unknown option\n", strings.Repeat("usage ", 100_000), "\nthe last word")
		return 1
	default:
		panic(how)
	}
	return 0
}

func signAsAsked(input []byte) (raw []byte) {
	digest := input
	if os.Getenv("BYOASN_INPUT") == "message" {
		sum := sha256.Sum256(input)
		digest = sum[:]
	}
	var err error
	switch os.Getenv("BYOASN_SCHEME") + " " + os.Getenv("BYOASN_HASH") + " " + os.Getenv("BYOASN_SALT") {
	case "rsassa-pss sha256 32":
		raw, err = rsa.SignPSS(rand.Reader, key(), crypto.SHA256, digest, &rsa.PSSOptions{SaltLength: 32})
	case "rsassa-pkcs1-v1_5 sha256 ":
		raw, err = rsa.SignPKCS1v15(nil, key(), crypto.SHA256, digest)
	default:
		panic("asked for an unknown signature")
	}
	if err != nil {
		panic(err)
	}
	return raw
}

func key() *rsa.PrivateKey {
	data, err := os.ReadFile("testdata/key.pem")
	if err != nil {
		panic(err)
	}
	block, _ := pem.Decode(data)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		panic(err)
	}
	return key.(*rsa.PrivateKey)
}

const privateKey = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ==\n-----END PRIVATE KEY-----\n"

// behaving is a signer whose command is this test binary.
func behaving(t *testing.T, ctx context.Context, how string, digest bool) *external.Signer {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	signer, err := external.New(ctx, &key().PublicKey, external.Command{
		Args:   []string{self, "--pin", "1234", "pin-value=4711"},
		Digest: digest,
		// The race detector would have each command sleep for a second at its end.
		Env: append(os.Environ(), behaviour+"="+how, "BYOASN_SALT=999", "GORACE=atexit_sleep_ms=0"),
	})
	require.NoError(t, err)
	return signer
}

// pss is what sign.Sign asks a signer for.
func pss() crypto.SignerOpts {
	return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
}

func publicKeyFile(t *testing.T) (path string) {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(&key().PublicKey)
	require.NoError(t, err)
	path = t.TempDir() + "/public.pem"
	require.NoError(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}), 0o600))
	return path
}

func writeFile(t *testing.T, name string, data []byte) (path string) {
	t.Helper()
	path = t.TempDir() + "/" + name
	require.NoError(t, os.WriteFile(path, bytes.Clone(data), 0o700))
	return path
}
