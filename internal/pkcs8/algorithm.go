package pkcs8

import "fmt"

// The algorithms that are read, by object identifier: RFC 8018 appendix C, RFC
// 7914 section 7, and NIST's registration of AES.
const (
	oidPBES2      = "1.2.840.113549.1.5.13"
	oidPBKDF2     = "1.2.840.113549.1.5.12"
	oidScrypt     = "1.3.6.1.4.1.11591.4.11"
	oidHMACSHA1   = "1.2.840.113549.2.7"
	oidHMACSHA224 = "1.2.840.113549.2.8"
	oidHMACSHA256 = "1.2.840.113549.2.9"
	oidHMACSHA384 = "1.2.840.113549.2.10"
	oidHMACSHA512 = "1.2.840.113549.2.11"
	oidAES128CBC  = "2.16.840.1.101.3.4.1.2"
	oidAES192CBC  = "2.16.840.1.101.3.4.1.22"
	oidAES256CBC  = "2.16.840.1.101.3.4.1.42"
	oidDESEDE3CBC = "1.2.840.113549.3.7"
)

// names are the algorithms that are known by name alone: an error that says
// "pbeWithMD5AndDES-CBC" is one to look up, numbers are not. The names are
// OpenSSL's.
var names = map[string]string{
	oidPBKDF2: "PBKDF2",
	oidScrypt: "scrypt",

	// PBES1, RFC 8018 appendix A.3.
	"1.2.840.113549.1.5.1":  "pbeWithMD2AndDES-CBC",
	"1.2.840.113549.1.5.3":  "pbeWithMD5AndDES-CBC",
	"1.2.840.113549.1.5.4":  "pbeWithMD2AndRC2-CBC",
	"1.2.840.113549.1.5.6":  "pbeWithMD5AndRC2-CBC",
	"1.2.840.113549.1.5.10": "pbeWithSHA1AndDES-CBC",
	"1.2.840.113549.1.5.11": "pbeWithSHA1AndRC2-CBC",
	"1.2.840.113549.1.5.14": "PBMAC1",

	// PKCS#12, RFC 7292 appendix C.
	"1.2.840.113549.1.12.1.1": "pbeWithSHA1And128BitRC4",
	"1.2.840.113549.1.12.1.2": "pbeWithSHA1And40BitRC4",
	"1.2.840.113549.1.12.1.3": "pbeWithSHA1And3-KeyTripleDES-CBC",
	"1.2.840.113549.1.12.1.4": "pbeWithSHA1And2-KeyTripleDES-CBC",
	"1.2.840.113549.1.12.1.5": "pbeWithSHA1And128BitRC2-CBC",
	"1.2.840.113549.1.12.1.6": "pbeWithSHA1And40BitRC2-CBC",

	// Ciphers: RFC 8018 appendix B.2, NIST, RFC 3657, RFC 5794, RFC 8998.
	"1.3.14.3.2.7":              "DES-CBC",
	"1.3.14.3.2.17":             "DES-EDE",
	"1.2.840.113549.3.2":        "RC2-CBC",
	"1.2.840.113549.3.4":        "RC4",
	"1.2.840.113549.3.9":        "RC5-CBC",
	"1.2.840.113533.7.66.10":    "CAST5-CBC",
	"1.3.6.1.4.1.3029.1.2":      "BF-CBC",
	"1.3.6.1.4.1.188.7.1.1.2":   "IDEA-CBC",
	"1.2.410.200004.1.4":        "SEED-CBC",
	"2.16.840.1.101.3.4.1.3":    "AES-128-OFB",
	"2.16.840.1.101.3.4.1.4":    "AES-128-CFB",
	"2.16.840.1.101.3.4.1.6":    "AES-128-GCM",
	"2.16.840.1.101.3.4.1.7":    "AES-128-CCM",
	"2.16.840.1.101.3.4.1.23":   "AES-192-OFB",
	"2.16.840.1.101.3.4.1.24":   "AES-192-CFB",
	"2.16.840.1.101.3.4.1.26":   "AES-192-GCM",
	"2.16.840.1.101.3.4.1.27":   "AES-192-CCM",
	"2.16.840.1.101.3.4.1.43":   "AES-256-OFB",
	"2.16.840.1.101.3.4.1.44":   "AES-256-CFB",
	"2.16.840.1.101.3.4.1.46":   "AES-256-GCM",
	"2.16.840.1.101.3.4.1.47":   "AES-256-CCM",
	"1.2.392.200011.61.1.1.1.2": "CAMELLIA-128-CBC",
	"1.2.392.200011.61.1.1.1.3": "CAMELLIA-192-CBC",
	"1.2.392.200011.61.1.1.1.4": "CAMELLIA-256-CBC",
	"1.2.410.200046.1.1.2":      "ARIA-128-CBC",
	"1.2.410.200046.1.1.7":      "ARIA-192-CBC",
	"1.2.410.200046.1.1.12":     "ARIA-256-CBC",
	"1.2.156.10197.1.104.2":     "SM4-CBC",
	"1.2.643.2.2.21":            "GOST 28147-89",

	// Pseudo-random functions: RFC 8018 appendix B.1, RFC 9879.
	"1.3.6.1.5.5.8.1.1":       "HMAC-MD5",
	"1.2.840.113549.2.6":      "HMAC-MD5",
	"1.2.840.113549.2.12":     "HMAC-SHA-512/224",
	"1.2.840.113549.2.13":     "HMAC-SHA-512/256",
	"2.16.840.1.101.3.4.2.13": "HMAC-SHA3-224",
	"2.16.840.1.101.3.4.2.14": "HMAC-SHA3-256",
	"2.16.840.1.101.3.4.2.15": "HMAC-SHA3-384",
	"2.16.840.1.101.3.4.2.16": "HMAC-SHA3-512",
	"1.2.156.10197.1.401.3.1": "HMAC-SM3",
	"1.2.643.7.1.1.4.1":       "HMAC-GOST R 34.11-2012-256",
}

// Name is the name of the algorithm with an object identifier in dots, or the
// identifier itself when it has none here.
func Name(oid string) string {
	if name, ok := names[oid]; ok {
		return name
	}
	return "algorithm " + oid
}

// An AlgorithmError says that a file uses an algorithm this package does not.
type AlgorithmError struct {
	Name string // the name, or "algorithm" and the object identifier in dots
}

func (e *AlgorithmError) Error() string {
	return fmt.Sprintf("encrypted PKCS#8: %s is not supported", e.Name)
}

// A CostError says that a file asks for more work than it is given.
type CostError struct {
	Cost         string // what is counted, in the plural
	Asked, Bound uint64
}

func (e *CostError) Error() string {
	return fmt.Sprintf("encrypted PKCS#8: the file asks for %d %s, more than the %d allowed", e.Asked, e.Cost, e.Bound)
}
