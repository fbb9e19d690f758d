package bench

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/sign"
)

// pipeline is the command of AWS's page "Tutorial: Bring your ASN to IPAM",
// word for word but for its variables' names.
const pipeline = `signed_message=$( echo -n "$text_message" | openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 -sign "$key" -keyform PEM | openssl base64 | tr -- '+=/' '-_~' | tr -d "\n")`

// A bench is a folder with the built command, a key and the environment for
// the shell.
type bench struct {
	dir string
	env []string
}

func setUp(b *testing.B) *bench {
	b.Helper()
	for _, program := range []string{"bash", "openssl", "tr", "go"} {
		if _, err := exec.LookPath(program); err != nil {
			b.Skipf("no %s here", program)
		}
	}
	dir := b.TempDir()
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", dir, "github.com/byoasn/byoasn/cmd/...")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // static, as it is released
	out, err := build.CombinedOutput()
	require.NoError(b, err, string(out))

	key, err := certgen.NewKey(certgen.DefaultBits)
	require.NoError(b, err)
	pem, err := certgen.MarshalPlainKey(key)
	require.NoError(b, err)
	keyFile := filepath.Join(dir, "key.pem")
	require.NoError(b, os.WriteFile(keyFile, pem, 0o600))
	return &bench{dir, append(os.Environ(),
		"PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"),
		"key="+keyFile,
		"text_message="+text(12345))}
}

func text(number int) string {
	expiry := message.EndOfNextMonth(time.Now())
	return fmt.Sprintf("1|aws|123456789012|%d|%s|SHA256|RSAPSS", number, expiry)
}

// run runs a program and returns how long it took, and what it printed.
func (s *bench) run(b *testing.B, stdin, program string, args ...string) (time.Duration, []byte) {
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stdin = s.env, strings.NewReader(stdin)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start := time.Now()
	out, err := cmd.Output()
	took := time.Since(start)
	require.NoError(b, err, stderr.String())
	return took, out
}

// report gives the medians of both sides and their ratio.
func report(b *testing.B, ours, theirs []time.Duration) {
	slices.Sort(ours)
	slices.Sort(theirs)
	o, t := ours[len(ours)/2], theirs[len(theirs)/2]
	b.ReportMetric(float64(o.Microseconds())/1000, "ms/byoasn")
	b.ReportMetric(float64(t.Microseconds())/1000, "ms/other")
	b.ReportMetric(float64(o)/float64(t), "ratio")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkOneSignature runs each side as a whole process: each binary as it is,
// the pipeline in the shell that it needs.
func BenchmarkOneSignature(b *testing.B) {
	for _, binary := range []string{"byoasn", "byoasn-offline"} {
		b.Run(binary, func(b *testing.B) { oneSignature(b, binary) })
	}
}

func oneSignature(b *testing.B, binary string) {
	s := setUp(b)
	var a, p []time.Duration
	for b.Loop() {
		took, out := s.run(b, "", filepath.Join(s.dir, binary), "sign", "--key", filepath.Join(s.dir, "key.pem"), text(12345))
		require.Len(b, out, 344+1)
		a = append(a, took)
		took, out = s.run(b, "", "bash", "-c", pipeline+"; printf %s \"$signed_message\"")
		require.Len(b, out, 344)
		p = append(p, took)
	}
	report(b, a, p)
}

// batchSize is how many messages a batch is measured with.
const batchSize = 1000

// BenchmarkBatch signs a thousand messages in one call, and beside it with the
// pipeline once for each. One round takes some ten seconds.
func BenchmarkBatch(b *testing.B) {
	s := setUp(b)
	var lines strings.Builder
	for i := range batchSize {
		lines.WriteString(text(10000+i) + "\n")
	}
	var a, p []time.Duration
	for b.Loop() {
		took, out := s.run(b, lines.String(), filepath.Join(s.dir, "byoasn"), "sign", "--key", filepath.Join(s.dir, "key.pem"), "--batch", "-")
		require.Equal(b, batchSize, bytes.Count(out, []byte(`"signature":`)))
		a = append(a, took)
		took, out = s.run(b, lines.String(), "bash", "-c", "while read -r text_message; do "+pipeline+`; printf '%s\n' "$signed_message"; done`)
		require.Equal(b, batchSize, bytes.Count(out, []byte("\n")))
		p = append(p, took)
	}
	report(b, a, p)
}

// BenchmarkBatchThroughput signs with sign.Batch, and beside it with bare
// rsa.SignPSS on the same number of goroutines. The ratio is of times: 1.05 is
// 95 % of the throughput.
func BenchmarkBatchThroughput(b *testing.B) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(b, err)
	const n = 400
	var a, p []time.Duration
	for b.Loop() {
		start := time.Now()
		for r := range sign.Batch(context.Background(), key, repeat(n), sign.BatchOptions{}) {
			require.NoError(b, r.Err)
		}
		a = append(a, time.Since(start))
		start = time.Now()
		bare(b, key, n)
		p = append(p, time.Since(start))
	}
	report(b, a, p)
}

func repeat(n int) func(yield func([]byte, error) bool) {
	m := []byte(text(12345))
	return func(yield func([]byte, error) bool) {
		for i := 0; i < n && yield(m, nil); i++ {
		}
	}
}

// bare signs n times with as many goroutines as there are processors.
func bare(b *testing.B, key *rsa.PrivateKey, n int) {
	digest := sha256.Sum256([]byte(text(12345)))
	opts := &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: crypto.SHA256}
	work := make(chan struct{}, n)
	for range n {
		work <- struct{}{}
	}
	close(work)
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for range work {
				if _, err := rsa.SignPSS(rand.Reader, key, crypto.SHA256, digest[:], opts); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
}
