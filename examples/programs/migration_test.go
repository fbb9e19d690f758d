package programs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/sign"
)

// explain says what is wrong with the files that an older script left: a message, a
// signature and a certificate, each as it is, with a final newline taken off.
func explain(out io.Writer, dir string, now time.Time) error {
	var texts [3][]byte
	for i, name := range []string{"message.txt", "signature.txt", "certificate.pem"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		texts[i] = bytes.TrimSuffix(data, []byte("\n"))
	}
	m, err1 := message.Parse(string(texts[0]))
	sig, err2 := sign.Parse(string(texts[1]))
	cert, err3 := certgen.ReadCertificate(texts[2])
	err := errors.Join(err1, err2, err3)
	if err == nil {
		pub, notRSA := certgen.RSAPublicKey(cert)
		err = errors.Join(notRSA, sign.Verify(pub, m.Bytes(), sig))
	}
	for _, p := range append(append(problem.All(err), m.Check(now)...), certgen.Concerns(cert, now)...) {
		fmt.Fprintf(out, "%s: %s\n  fix: %s\n", p.ID, p.Sentence(), p.Fix)
	}
	return nil
}

func Example_migration() {
	dir, err := os.MkdirTemp("", "old")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	_, m, _ := published()
	sig := must(sign.Sign(key(), append(m.Bytes(), '\n'))) // echo without -n
	for name, text := range map[string]string{"message.txt": m.String() + "\n", "signature.txt": sig.String() + "\n", "certificate.pem": certgen.OneLine(certificate())} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(explain(os.Stdout, dir, day))
	// Output:
	// other-message: signature does not verify: it was made with this key over the same text with a newline at the end
	//   fix: sign again without: printf %s, or echo -n, writes the text alone
	// <nil>
}
