package cli

import (
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// The variables that stand for a flag which is not given.
const (
	proofVariable   = "BYOASN_PROOF"
	accountVariable = "BYOASN_ACCOUNT"
	regionVariable  = "BYOASN_REGION"
	ipamVariable    = "BYOASN_IPAM"
)

// maxProof bounds a proof file, as package proof does.
const maxProof = 4 << 20

// An openProof is the proof of the file of --proof that a command is about. It is
// read before the command runs, and written after it with what the command made.
type openProof struct {
	path    string // of --proof or its variable
	wanted  string // --for
	asked   bool   // by the flag, and not by the variable alone
	which   proof.Which
	read    bool         // whether there is a file
	found   *proof.Proof // nil if there is none
	changes []change
}

// A change is what a command made for a proof, or for all of an account that have
// none of their own.
type change struct {
	which proof.Which
	make  func(*proof.Proof)
	lacks func(*proof.Proof) bool // nil for the one proof
}

func (o *openProof) add(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&o.path, "proof", "", "the proof `FILE` that the command new starts: what is not given is taken from it, what is made noted in it (or "+proofVariable+")")
	flags.StringVar(&o.wanted, "for", "", "which proof of the file, if it has several: an AS `NUMBER` or range, and @ACCOUNT behind it if need be")
	for _, name := range []string{"proof"} {
		if err := flags.SetAnnotation(name, readsFile, []string{}); err != nil {
			panic(err)
		}
	}
}

// open reads the file and finds the proof that a command is about.
func (o *openProof) open(a *app, about proof.Which) error {
	o.asked = o.path != ""
	if !o.asked {
		o.path = os.Getenv(proofVariable)
	}
	if o.path == "" {
		if o.wanted != "" {
			return hint(errors.New("--for goes with --proof"), "name the proof file with --proof FILE")
		}
		return nil
	}
	if o.path == "-" {
		return errors.New("--proof takes the name of a file: it is read, and written")
	}
	which, err := o.meant(about)
	if err != nil {
		return err
	}
	file, err := a.readProofs(o.path)
	if err != nil {
		return err
	}
	o.which, o.read = which, true
	o.found, err = file.Find(which)
	switch {
	case err == nil:
		o.which = proof.Which{Account: o.found.Account, Resource: o.found.Resource}
	case errors.Is(err, proof.Ambiguous):
		err = hint(fmt.Errorf("%s %s", o.path, problem.All(err)[0].What), "name one with --for AS_NUMBER_OR_RANGE, and @ACCOUNT behind it if need be")
	case errors.Is(err, proof.NoProof):
		err = hint(fmt.Errorf("%s %s", o.path, problem.All(err)[0].What), "add it: "+a.name+" new --proof "+a.shell.Quote(o.path)+" …")
	}
	if err != nil && !o.asked && o.wanted == "" {
		a.note("%s; nothing is taken from it, and nothing noted in it", err)
		return nil
	}
	return err
}

// meant is which proof is meant: the one of --for, or what else tells.
func (o *openProof) meant(about proof.Which) (which proof.Which, err error) {
	if o.wanted == "" {
		return about, nil
	}
	of, account, found := strings.Cut(o.wanted, "@")
	if which.Resource, err = resource.Parse(of); err != nil {
		return which, fmt.Errorf("--for: %w", err)
	}
	if found {
		which.Account, err = message.ParseAccount(account)
	}
	return which, err
}

// readProofs reads a proof file.
func (a *app) readProofs(path string) (*proof.File, error) {
	data, err := a.readUpTo(path, maxProof)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) || !fileThere(path) {
			err = hint(err, "start one with "+a.name+" new")
		}
		return nil, err
	}
	file, err := proof.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return file, nil
}

func fileThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// made notes what the command made for its proof, if it has one.
func (a *app) made(make func(*proof.Proof)) {
	if a.proof.found != nil {
		a.proof.changes = append(a.proof.changes, change{which: a.proof.which, make: make})
	}
}

// madeForAll notes a key or a certificate, which serves every proof of the account
// that lacks one.
func (a *app) madeForAll(step proof.Step, summary string, lacks func(*proof.Proof) bool, make func(*proof.Proof)) {
	at := a.present()
	a.made(func(p *proof.Proof) {
		make(p)
		p.SetLook(step, proof.Look{Verdict: string(preflight.Pass), At: at, Summary: summary})
	})
	if n := len(a.proof.changes); a.proof.found != nil {
		a.proof.changes[n-1].lacks = lacks
	}
}

// madeCertificate notes a certificate that was made.
func (a *app) madeCertificate(path string, cert *x509.Certificate) {
	public, err := certgen.RSAPublicKey(cert)
	if err != nil || a.proof.found == nil {
		return
	}
	key := certgen.PublicKeyFingerprint(public)
	a.madeForAll(proof.Certificate, "valid until "+cert.NotAfter.UTC().Format(time.DateOnly),
		func(p *proof.Proof) bool { return p.PublicKey == key && p.Certificate == "" },
		func(p *proof.Proof) { p.SetCertificate(a.proof.inFolder(path), certgen.Fingerprint(cert), key) })
}

// madeMessage notes a message that was composed.
func (a *app) madeMessage(m message.Message) {
	at := a.present()
	a.madeFor(m, func(p *proof.Proof) {
		p.SetMessage(m)
		p.SetLook(proof.Message, proof.Look{Verdict: string(preflight.Pass), At: at, Summary: "expires on " + m.Expiry().Start().Format(time.DateOnly)})
	})
}

// asked notes that a message was put into a request.
func (a *app) asked(m message.Message, file string) {
	a.madeMessage(m)
	at := a.present()
	a.madeFor(m, func(p *proof.Proof) {
		if len(p.Signature) == 0 {
			p.SetLook(proof.Signature, proof.Look{Verdict: string(preflight.Unknown), At: at, Summary: "asked for in " + outputName(file)})
		}
	})
}

// madeSignature notes a signature that was made, and verified.
func (a *app) madeSignature(m message.Message, s sign.Signature) {
	a.madeMessage(m)
	at := a.present()
	a.madeFor(m, func(p *proof.Proof) {
		p.SetSignature(s)
		p.SetLook(proof.Signature, proof.Look{Verdict: string(preflight.Pass), At: at, Summary: "made, and verified"})
	})
}

func (a *app) madeFor(m message.Message, make func(*proof.Proof)) {
	if a.proof.read {
		a.proof.changes = append(a.proof.changes, change{which: proof.Which{Account: m.Account(), Resource: m.Resource()}, make: make})
	}
}

// lookedAt notes what a report says of the proof's record, if it is about now.
func (a *app) lookedAt(of resource.Resource, step proof.Step, report *preflight.Report) {
	if a.isPresent(report.At) && of == a.proof.which.Resource {
		a.looked(step, report.Verdict, report.Headline)
	}
}

// preflown notes what a report says, if it is about the message and the signature of
// the proof.
func (a *app) preflown(report *preflight.Report, e *preflight.Evidence) {
	if p := a.proof.found; p != nil && p.Message.String() == e.Message && p.Signature.String() == e.Signature {
		a.lookedAt(p.Resource, proof.Preflight, report)
	}
}

// lookedOn notes what was found of a range of the proof, and of its AS number if the
// proof is about one.
func (a *app) lookedOn(r netip.Prefix, from resource.ASN, step proof.Step, verdict preflight.Verdict, summary string) {
	p := a.proof.found
	if p == nil || !slices.Contains(p.Ranges(), r) {
		return
	}
	if own, isASN := p.Resource.ASN(); !isASN || own == from {
		a.looked(step.Of(r), verdict, summary)
	}
}

// next says what to do next: of a job that has a proof file, that knows.
func (a *app) next(format string, args ...any) {
	switch {
	case a.proof.found == nil:
		a.note("next: "+format, args...)
	case a.proof.asked:
		a.note("next: %s status %s", a.name, a.shell.Quote(a.proof.path))
	default:
		a.note("next: %s status", a.name)
	}
}

// looked notes what was found at a step.
func (a *app) looked(step proof.Step, verdict preflight.Verdict, summary string) {
	at := a.present()
	a.made(func(p *proof.Proof) {
		p.SetLook(step, proof.Look{Verdict: string(verdict), At: at, Summary: problem.Clip(summary, maxSummary)})
	})
}

// maxSummary is how much of a sentence is kept, in bytes.
const maxSummary = 300

// save writes the changes. The file is read again, as another command may have
// written it in the meantime.
func (o *openProof) save(a *app) error {
	if len(o.changes) == 0 {
		return nil
	}
	file, err := a.readProofs(o.path)
	if err != nil {
		return err
	}
	for _, c := range o.changes {
		for _, p := range file.Proofs {
			if c.lacks != nil && p.Account == c.which.Account && p.Resource != c.which.Resource && c.lacks(p) {
				c.make(p)
				a.note("noted for %s too", p.Name())
			}
		}
		if p, err := file.Find(c.which); err == nil {
			c.make(p)
		} else {
			a.warn("what was made is not noted in %s, which %s", o.path, problem.All(err)[0].What)
		}
	}
	return writeProofs(o.path, file)
}

// writeProofs writes a proof file whole or not at all, through a link if it is one.
func writeProofs(path string, file *proof.File) error {
	data, err := file.Marshal()
	if err != nil {
		return fmt.Errorf("%s is not written: %w", path, err)
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	return create(target(path), data, mode, true)
}

// inFolder is a file's name as seen from the folder of the proof file.
func (o *openProof) inFolder(path string) string {
	from, err := filepath.Abs(filepath.Dir(o.path))
	if err != nil {
		return path
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if short, err := filepath.Rel(from, full); err == nil && !strings.HasPrefix(short, "..") {
		return filepath.ToSlash(short)
	}
	return full
}

// fromFolder is the name of a proof's file as seen from here.
func fromFolder(proofFile, name string) string {
	name = filepath.FromSlash(name)
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(proofFile), name)
}

// isPresent says whether a report is about now, and so worth a note.
func (a *app) isPresent(at time.Time) bool { return at.Sub(a.present()).Abs() < time.Hour }
