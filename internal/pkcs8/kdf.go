package pkcs8

import (
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"
	"math"
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/crypto/scrypt"
)

// The costs a file may ask for. Each keeps the slowest file to about ten seconds
// on an ordinary machine, far above what any tool writes by default (OpenSSL 3:
// 2048 iterations; scrypt 16 MiB).
const (
	maxIterations   = 10_000_000
	maxScryptMemory = 256 << 20 // bytes: 128*N*r, the table of RFC 7914 section 5
	maxScryptBlocks = 16 << 20  // bytes: 128*r*p, what it is filled from, section 6
	maxScryptWork   = 1 << 24   // N*r*p, each unit one mixed block of 128 bytes
)

// parseKDF reads the key derivation of a PBES2 file. A key length, where the
// file gives one, must be the cipher's.
func parseKDF(algorithm cryptobyte.String, keySize int) (kdf, error) {
	oid, ok := readOID(&algorithm)
	if !ok {
		return nil, malformed("the key derivation")
	}
	var params cryptobyte.String
	switch oid {
	case oidPBKDF2, oidScrypt:
		if !algorithm.ReadASN1(&params, asn1.SEQUENCE) || !algorithm.Empty() {
			return nil, malformed("the parameters of " + Name(oid))
		}
	default:
		return nil, &AlgorithmError{Name: Name(oid)}
	}
	if oid == oidScrypt {
		return parseScrypt(params, keySize)
	}
	return parsePBKDF2(params, keySize)
}

type pbkdf2Params struct {
	salt       []byte
	iterations uint64
	prf        prf
}

// A prf is a pseudo-random function for PBKDF2 (RFC 8018 appendix B.1).
type prf struct {
	name string
	hash func() hash.Hash
}

// prfs maps the object identifiers of appendix B.1 to the functions we know.
func prfs(oid string) (prf, bool) {
	switch oid {
	case oidHMACSHA1:
		return prf{"HMAC-SHA-1", sha1.New}, true
	case oidHMACSHA224:
		return prf{"HMAC-SHA-224", sha256.New224}, true
	case oidHMACSHA256:
		return prf{"HMAC-SHA-256", sha256.New}, true
	case oidHMACSHA384:
		return prf{"HMAC-SHA-384", sha512.New384}, true
	case oidHMACSHA512:
		return prf{"HMAC-SHA-512", sha512.New}, true
	}
	return prf{}, false
}

// parsePBKDF2 reads PBKDF2-params (RFC 8018 appendix A.2). The salt must stand
// in the file: the standard's other source was never specified.
func parsePBKDF2(params cryptobyte.String, keySize int) (*pbkdf2Params, error) {
	var salt cryptobyte.String
	if !params.ReadASN1(&salt, asn1.OCTET_STRING) {
		return nil, malformed("the salt of PBKDF2")
	}
	iterations, ok := readCount(&params)
	if !ok {
		return nil, malformed("the iteration count of PBKDF2")
	}
	if iterations > maxIterations {
		return nil, &CostError{Cost: "PBKDF2 iterations", Asked: iterations, Bound: maxIterations}
	}
	if err := readKeyLength(&params, keySize); err != nil {
		return nil, err
	}
	prf, err := readPRF(params)
	if err != nil {
		return nil, err
	}
	return &pbkdf2Params{salt, iterations, prf}, nil
}

// readPRF reads what is left of PBKDF2-params: HMAC-SHA-1 when there is nothing.
func readPRF(params cryptobyte.String) (prf, error) {
	if params.Empty() {
		f, _ := prfs(oidHMACSHA1)
		return f, nil
	}
	var algorithm, null cryptobyte.String
	var present bool
	if !params.ReadASN1(&algorithm, asn1.SEQUENCE) || !params.Empty() {
		return prf{}, malformed("the pseudo-random function of PBKDF2")
	}
	oid, ok := readOID(&algorithm)
	if !ok || !algorithm.ReadOptionalASN1(&null, &present, asn1.NULL) || !null.Empty() || !algorithm.Empty() {
		return prf{}, malformed("the pseudo-random function of PBKDF2")
	}
	f, known := prfs(oid)
	if !known {
		return prf{}, &AlgorithmError{Name: "PBKDF2 with " + Name(oid)}
	}
	return f, nil
}

// derive makes the one copy of the passphrase that cannot be cleared:
// crypto/pbkdf2, the approved module's own, takes a string.
func (p *pbkdf2Params) derive(passphrase []byte, n int) ([]byte, error) {
	return pbkdf2.Key(p.prf.hash, string(passphrase), p.salt, int(p.iterations), n)
}

func (p *pbkdf2Params) String() string {
	return fmt.Sprintf("PBKDF2-%s (%d iterations)", p.prf.name, p.iterations)
}

// scryptParams has N, r and p as RFC 7914 calls them.
type scryptParams struct {
	salt    []byte
	n, r, p uint64
}

// parseScrypt reads scrypt-params (RFC 7914 section 7.1).
func parseScrypt(params cryptobyte.String, keySize int) (*scryptParams, error) {
	var salt cryptobyte.String
	if !params.ReadASN1(&salt, asn1.OCTET_STRING) {
		return nil, malformed("the salt of scrypt")
	}
	s := &scryptParams{salt: salt}
	for _, count := range []*uint64{&s.n, &s.r, &s.p} {
		var ok bool
		if *count, ok = readCount(&params); !ok {
			return nil, malformed("a cost of scrypt")
		}
	}
	if err := readKeyLength(&params, keySize); err != nil {
		return nil, err
	}
	if !params.Empty() {
		return nil, malformed("the parameters of scrypt")
	}
	if s.n < 2 || s.n&(s.n-1) != 0 {
		return nil, fmt.Errorf("encrypted PKCS#8: scrypt's N is %d, not a power of two above one", s.n)
	}
	return s, s.checkCost()
}

func (s *scryptParams) checkCost() error {
	if memory := product(128, s.n, s.r); memory > maxScryptMemory {
		return &CostError{Cost: "bytes of memory for scrypt", Asked: memory, Bound: maxScryptMemory}
	}
	if blocks := product(128, s.r, s.p); blocks > maxScryptBlocks {
		return &CostError{Cost: "bytes of memory for scrypt's blocks (128*r*p)", Asked: blocks, Bound: maxScryptBlocks}
	}
	if work := product(s.n, s.r, s.p); work > maxScryptWork {
		return &CostError{Cost: "blocks of work (N*r*p) for scrypt", Asked: work, Bound: maxScryptWork}
	}
	return nil
}

func (s *scryptParams) derive(passphrase []byte, n int) ([]byte, error) {
	return scrypt.Key(passphrase, s.salt, int(s.n), int(s.r), int(s.p), n)
}

func (s *scryptParams) String() string {
	return fmt.Sprintf("scrypt (N=%d, r=%d, p=%d)", s.n, s.r, s.p)
}

// product multiplies without overflow: past 64 bits it stays at the largest
// value, which is past every bound.
func product(factors ...uint64) uint64 {
	total := uint64(1)
	for _, f := range factors {
		if f != 0 && total > math.MaxUint64/f {
			return math.MaxUint64
		}
		total *= f
	}
	return total
}

// readCount reads a positive INTEGER. One past 64 bits is read as the largest
// value, so that it fails as a cost and not as bad encoding.
func readCount(s *cryptobyte.String) (uint64, bool) {
	var n big.Int
	if !s.ReadASN1Integer(&n) || n.Sign() <= 0 {
		return 0, false
	}
	if !n.IsUint64() {
		return math.MaxUint64, true
	}
	return n.Uint64(), true
}

// readKeyLength reads the optional keyLength of both derivations.
func readKeyLength(s *cryptobyte.String, want int) error {
	if !s.PeekASN1Tag(asn1.INTEGER) {
		return nil
	}
	if n, ok := readCount(s); !ok || n != uint64(want) {
		return fmt.Errorf("encrypted PKCS#8: the derived key's length is not the cipher's %d bytes", want)
	}
	return nil
}
