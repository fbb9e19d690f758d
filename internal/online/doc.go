// Package online is the network of the command line: package lookup, behind the
// interfaces that internal/cli declares. Only cmd/byoasn links it; what does not
// has no way to open a connection.
package online
