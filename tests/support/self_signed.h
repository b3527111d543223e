// A TLS server's identity for tests, trusted by nobody who was not told.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <stdexcept>
#include <string>

namespace support {

// A key and a certificate for 127.0.0.1 that nobody has signed but itself.
class SelfSigned {
public:
    SelfSigned()
        : key_(EVP_EC_gen("P-256")),
          certificate_(X509_new()),
          context_(SSL_CTX_new(TLS_server_method())) {
        X509* x = certificate_;
        X509_set_version(x, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
        X509_gmtime_adj(X509_getm_notBefore(x), -3600);
        X509_gmtime_adj(X509_getm_notAfter(x), 3600);
        X509_set_pubkey(x, key_);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("loopback"), -1, -1, 0);
        X509_set_issuer_name(x, X509_get_subject_name(x));
        X509_EXTENSION* name = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
        X509_add_ext(x, name, -1);
        X509_EXTENSION_free(name);
        if (!(X509_sign(x, key_, EVP_sha256()) > 0 && SSL_CTX_use_certificate(context_, x) == 1 &&
              SSL_CTX_use_PrivateKey(context_, key_) == 1))
            throw std::runtime_error("no certificate");
    }
    ~SelfSigned() {
        SSL_CTX_free(context_);
        X509_free(certificate_);
        EVP_PKEY_free(key_);
    }
    SelfSigned(const SelfSigned&) = delete;
    SelfSigned& operator=(const SelfSigned&) = delete;

    SSL* accept(int connection) const {
        SSL* ssl = SSL_new(context_);
        SSL_set_fd(ssl, connection);
        if (SSL_accept(ssl) == 1) return ssl;
        SSL_free(ssl);
        return nullptr;
    }

    std::string pem() const {
        BIO* memory = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(memory, certificate_);
        char* data = nullptr;
        const auto size = BIO_get_mem_data(memory, &data);
        std::string text(data, static_cast<std::size_t>(size));
        BIO_free(memory);
        return text;
    }

private:
    EVP_PKEY* key_;
    X509* certificate_;
    SSL_CTX* context_;
};

}  // namespace support
