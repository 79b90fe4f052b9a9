package dev.paykore.console.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.RedirectServerAuthenticationEntryPoint;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.header.CrossOriginOpenerPolicyServerHttpHeadersWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.server.header.ReferrerPolicyServerHttpHeadersWriter.ReferrerPolicy;
import org.springframework.security.web.server.header.XFrameOptionsServerHttpHeadersWriter.Mode;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Who may in, and the headers of every answer. What a caller may do is decided in the use cases.
 */
@EnableWebFluxSecurity
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  /** All paths that anybody may see; health and metrics are on the management port alone. */
  private static final String[] PUBLIC = {"/login", "/assets/**", "/webjars/**", "/actuator/**"};

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Bean
  @Order(1)
  SecurityWebFilterChain apiSecurity(ServerHttpSecurity http, BearerTokens tokens) {
    return common(http)
        .securityMatcher(ServerWebExchangeMatchers.pathMatchers("/api/**"))
        .securityContextRepository(new CallerContexts(tokens::caller))
        .authorizeExchange(
            paths ->
                paths.pathMatchers("/api/openapi.json").permitAll().anyExchange().authenticated())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint((exchange, error) -> unauthenticated()))
        .build();
  }

  @Bean
  @Order(2)
  SecurityWebFilterChain pageSecurity(ServerHttpSecurity http, Sessions sessions) {
    return common(http)
        .securityContextRepository(new CallerContexts(sessions::caller))
        .authorizeExchange(
            paths -> paths.pathMatchers(PUBLIC).permitAll().anyExchange().authenticated())
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens())
                    .accessDeniedHandler((exchange, error) -> forbidden()))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(SecurityConfiguration::toLogin))
        .build();
  }

  private static ServerHttpSecurity common(ServerHttpSecurity http) {
    return http.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                    .frameOptions(frames -> frames.mode(Mode.DENY))
                    .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN)));
  }

  /** In a cookie, so that somebody who is not logged in costs no session. */
  private static CookieServerCsrfTokenRepository csrfTokens() {
    CookieServerCsrfTokenRepository tokens = new CookieServerCsrfTokenRepository();
    tokens.setCookieName("__Host-csrf");
    tokens.setCookiePath("/");
    tokens.setCookieCustomizer(cookie -> cookie.secure(true).httpOnly(true).sameSite("Strict"));
    return tokens;
  }

  private static Mono<Void> unauthenticated() {
    return Mono.error(new ResponseStatusException(HttpStatus.UNAUTHORIZED));
  }

  private static Mono<Void> forbidden() {
    return Mono.error(new ResponseStatusException(HttpStatus.FORBIDDEN));
  }

  /** A part of a page that is asked for by script tells the whole page to go and log in. */
  private static Mono<Void> toLogin(ServerWebExchange exchange, AuthenticationException error) {
    if (exchange.getRequest().getHeaders().getFirst("HX-Request") == null) {
      return new RedirectServerAuthenticationEntryPoint("/login").commence(exchange, error);
    }
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatus.UNAUTHORIZED);
    response.getHeaders().set("HX-Redirect", "/login");
    return response.setComplete();
  }
}
