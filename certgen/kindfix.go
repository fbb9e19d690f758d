package certgen

// pssToPlain drops the RSASSA-PSS type. OpenSSL 3.0 keeps it in every PEM it
// writes and in `openssl pkcs8`; its traditional DER has no place for it.
const pssToPlain = "openssl rsa -traditional -in OLD -outform DER | openssl pkcs8 -topk8 -inform DER -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000 -out NEW"

// neverPublish is said where a private key turns up in place of something that
// is made to be published.
const neverPublish = "NEVER PUBLISH OR SEND A PRIVATE KEY. If this text stood anywhere public or was sent to anyone, the key is leaked: make a new key and a new certificate, and take the old certificate out of the registry"

// selfSign is AWS's own command for a certificate, less its tr.
const selfSign = "openssl req -new -x509 -key PRIVATE-KEY -days 365 -out CERTIFICATE"

// ownKey is for keys that are made for something else and cannot be taken out.
const ownKey = "make a key of its own for this: openssl genpkey -aes256 -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out NEW"

// keepInToken is for what only names a key.
const keepInToken = "the key stays where it is: have the token sign, with its own tool (a crypto.Signer in Go, --signer COMMAND on the command line)"

// fix is the way from what was given to what was wanted.
func fix(want, got Kind) string {
	if text, ok := fixes[want][got]; ok {
		return text
	}
	return "give a file that holds " + want.String()
}

var fixes = map[Kind]map[Kind]string{
	kindPrivateKey: {
		KindCertificate:     "the private key is in the file that the certificate was made from",
		KindRequest:         "the private key is in the file that the request was made from",
		KindPublicKey:       "the private key is in the file that the public key was taken from",
		kindPSSPrivateKey:   "the certificate must carry a plain RSA key; make this one plain with: " + pssToPlain,
		kindOtherPrivateKey: "AWS documents RSA keys of 2048 bits only; make a new key",
		kindPKCS12:          "take the key out with: openssl pkcs12 -in OLD -nocerts -out NEW",
		kindJavaKeyStore:    "convert it with: keytool -importkeystore -srckeystore OLD -destkeystore NEW.p12 -deststoretype PKCS12; then take the key out with: openssl pkcs12 -in NEW.p12 -nocerts -out NEW",
		kindPuTTY:           "convert it with: puttygen OLD -O private-openssh -o NEW",
		kindSSHPrivateKey:   "convert it with: ssh-keygen -i -f OLD > NEW (which reads it without a passphrase only: take that off with the program that made it)",
		kindPVK:             "convert it with: openssl rsa -inform PVK -in OLD -out NEW (with a passphrase, OpenSSL 3 also needs -provider legacy -provider default)",
		kindBlob:            "convert it with: openssl rsa -inform MSBLOB -in OLD -out NEW",
		kindJWK:             "convert it with: step crypto key format --pkcs8 --pem --out NEW OLD (smallstep's step; of a JWK Set, the one key alone)",
		kindPublicJWK:       "the private key is in the JWK that this was taken from",
		kindXMLKey:          "convert it in PowerShell 7 with: $k = [Security.Cryptography.RSA]::Create(); $k.FromXmlString((Get-Content -Raw OLD)); $k.ExportPkcs8PrivateKeyPem() > NEW",
		kindPublicXML:       "the private key is in the XML that .NET's ToXmlString(true) writes",
		kindPrinted:         "give the file that was printed, without -text; or with it, leave out -noout, so that the PEM follows",
		kindTokenURI:        keepInToken,
		kindTPMKey:          keepInToken,
		kindStandIn:         keepInToken,
		kindServiceKey:      keepInToken,
		kindAge:             ownKey,
		kindSignify:         ownKey,
		kindHexKey:          "write it as DER: xxd -r -p OLD > NEW",
		kindSealed:          "decrypt it first, with that program: age -d, openssl enc -d, ansible-vault view, sops -d",
		kindArchive:         "unpack it first: gunzip, unzip or tar -x",
		kindPage:            "give the key's file; what was saved is a page, perhaps one to sign in",
		kindPointer:         "fetch the file itself: git lfs pull; and a private key does not belong in a repository",
		kindPGP:             ownKey,
		kindPGPPrivateKey:   ownKey,
		kindSSHPublicKey:    "the private key is in the file beside it",
	},
	KindPublicKey: {
		KindCertificate:  "read it as a certificate, or take the key out with: openssl x509 -in OLD -noout -pubkey -out NEW",
		kindTrusted:      "take the key out with: openssl x509 -in OLD -noout -pubkey -out NEW",
		KindRequest:      "take the key out with: openssl req -in OLD -noout -pubkey -out NEW",
		KindSecretKey:    neverPublish + ". Its public part comes out with: openssl pkey -in OLD -pubout -out NEW",
		kindSSHPublicKey: "convert it with: ssh-keygen -i -m RFC4716 -f OLD > NEW",
		kindPublicBlob:   "convert it with: openssl rsa -pubin -inform MSBLOB -in OLD -out NEW",
		kindPublicXML:    "convert it in PowerShell 7 with: $k = [Security.Cryptography.RSA]::Create(); $k.FromXmlString((Get-Content -Raw OLD)); $k.ExportSubjectPublicKeyInfoPem() > NEW",
		kindPublicJWK:    "convert it with: step crypto key format --pem --out NEW OLD (smallstep's step; of a JWK Set, the one key alone)",
	},
	KindCertificate: {
		KindSecretKey:    neverPublish,
		kindTrusted:      "convert it with: openssl x509 -in OLD -out NEW",
		KindRequest:      "a request proves nothing until it is signed; make a certificate with: " + selfSign,
		KindPublicKey:    "a public key alone proves nothing; make a certificate with: " + selfSign,
		kindJavaKeyStore: "it may hold the private key too, so publish nothing of it; take the certificate out with: keytool -exportcert -rfc -keystore OLD -alias NAME -file NEW",
		kindPKCS7:        "take the certificate out with: openssl pkcs7 -in OLD -print_certs -out NEW",
		kindPKCS12:       "it may hold the private key too, so publish nothing of it; take the certificate out with: openssl pkcs12 -in OLD -nokeys -clcerts -out NEW",
	},
}
