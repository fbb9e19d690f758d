// Package bench measures the command line and the batch beside what a user
// would run instead: AWS's documented pipeline of openssl, base64 and tr, and a
// bare call of crypto/rsa. Each benchmark runs both sides in turn, in one run,
// and reports their ratio, because machines differ and are noisy.
//
//	go test ./bench -bench . -benchtime 200x
package bench
