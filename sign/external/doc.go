// Package external signs with a command: any program that makes RSA signatures
// with a key that never leaves its device, where there is no [crypto.Signer] for
// that device in Go.
//
//	args, err := external.Split("pkcs11-tool --token-label ... --sign --id 01 ...")
//	signer, err := external.New(ctx, public, external.Command{Args: args})
//	sig, err := sign.Sign(signer, m.Bytes())
//
// # The command
//
// It is started once for each signature, as it is given: no shell reads it.
//
//	standard input    the exact bytes to sign, or, with Command.Digest, their SHA-256 alone
//	standard output   the signature, raw: as many bytes as the key's modulus, no newline
//	standard error    shown when something is wrong
//	exit status       0, or it failed
//
// It inherits the environment (see [Command]), and these say what is asked for:
//
//	BYOASN_SCHEME   rsassa-pss for a message, rsassa-pkcs1-v1_5 for a certificate
//	BYOASN_HASH     sha256
//	BYOASN_SALT     32, the length of the salt in bytes; empty with rsassa-pkcs1-v1_5
//	BYOASN_INPUT    message or digest, what is on standard input
//
// A certificate and a message need two different signatures, and a tool that
// does not look at the environment needs a command for each. With OpenSSL, whose
// key may be in a provider:
//
//	openssl dgst -sha256 -sign key.pem                          for the certificate
//	openssl dgst -sha256 -sigopt rsa_padding_mode:pss \
//	    -sigopt rsa_pss_saltlen:32 -sign key.pem                for the message
//
// With OpenSC's pkcs11-tool, and the PIN in the environment variable PIN:
//
//	pkcs11-tool --module FILE --token-label LABEL --login --pin env:PIN \
//	    --sign --id 01 --mechanism SHA256-RSA-PKCS               for the certificate
//	pkcs11-tool --module FILE --token-label LABEL --login --pin env:PIN \
//	    --sign --id 01 --mechanism SHA256-RSA-PKCS-PSS \
//	    --mgf MGF1-SHA256 --salt-len 32                         for the message
//
// A script can look at BYOASN_SCHEME and do both.
//
// # Limits and secrets
//
// Standard input is taken, so a command cannot ask for a PIN there. At most 64
// KiB of standard output are read, and of standard error the beginning and the
// end are kept.
//
// When the context ends, the command gets SIGTERM, and two seconds later it is
// killed; on Windows it is killed at once. That is the command alone: it stays in
// its parent's process group, so that it may ask for a PIN on the terminal, and
// what it has started in turn is for it to stop. A script does so best by ending in
// "exec tool ...", which puts the tool in its own place. One that has more to do
// traps the signal, and starts the tool in the background, because a shell that
// waits for a tool in the foreground heeds no trap until that has ended:
//
//	exec 3<&0                         # what is to be signed
//	tool ... <&3 >"$file" & pid=$!
//	trap 'kill $pid; wait $pid' TERM
//	wait $pid && base64 -d <"$file"
//
// No error shows the command's arguments, which may hold a PIN, or what it
// wrote to standard output. What it writes to standard error is shown, less what
// looks like a secret, and less the PINs and passwords of its own arguments: with
// any other it should be careful itself. What it returns is compared with the key in
// length alone: sign.Sign and certgen.NewCertificate verify it.
package external
