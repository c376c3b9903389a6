import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Answer } from './answering-server.ts'

/** What a hostile or broken server may answer, by what one would call it; some never end. */
export const hostileAnswers: Readonly<Record<string, Answer>> = {
  '200, content-length 10 GB': (_request, response) => {
    response.writeHead(200, { 'Content-Length': String(10 * 1024 ** 3) })
    response.write('x')
  },
  '200, endless body 1 byte/s': (_request, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  },
  '200, endless body as fast as it goes': (_request, response) => {
    const chunk = Buffer.alloc(65_536)
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', more)
    more()
  },
  '200, no bytes ever (hang)': () => {},
  '200, gzip bomb 10 MB -> 10 GB': (_request, response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
  '200, br bomb': (_request, response) =>
    response.writeHead(200, { 'Content-Encoding': 'br' }).end(brotliCompressSync(Buffer.alloc(50_000_000))),
  '200, 100k headers': (request) => {
    request.socket.write('HTTP/1.1 200 OK\r\n')
    for (let at = 0; at < 100_000 && request.socket.writable; at += 1000) {
      request.socket.write(Array.from({ length: 1000 }, (_, n) => `X-H-${at + n}: y\r\n`).join(''))
    }
  },
  '204': (_request, response) => response.writeHead(204).end(),
  '200, content-type image/png body text/html': (_request, response) =>
    response.writeHead(200, { 'Content-Type': 'image/png' }).end('<html>'),
  '206 without range': (_request, response) =>
    response.writeHead(206, { 'Content-Range': 'bytes 5-9/10' }).end('hello'),
  '101 switching': (request) => {
    request.socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhello')
  },
  '200, chunked with bad chunk': (request) => {
    request.socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n')
  },
  '200, shorter than it said': (request) => {
    request.socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello')
  },
  '200, 50 MB valid PNG': (_request, response) => response.end(Buffer.alloc(50_000_000, 'PNG')),
  'bytes that are no HTTP': (request) => {
    request.socket.end('SSH-2.0-OpenSSH_9.2\r\n')
  },
  'a redirect without a place': (_request, response) => response.writeHead(302).end('hello'),
  'a redirect to itself': (request, response) => response.writeHead(302, { Location: request.url }).end(),
  'a redirect to no address': (_request, response) => response.writeHead(302, { Location: 'https://[' }).end(),
}

/** What comes of them under a limit of 10 MB: a status with so many bytes, or the fault. */
export const outcomes: Readonly<Record<string, string>> = {
  '200, content-length 10 GB': 'too_large',
  '200, endless body 1 byte/s': 'timed_out',
  '200, endless body as fast as it goes': 'too_large',
  '200, no bytes ever (hang)': 'timed_out',
  '200, gzip bomb 10 MB -> 10 GB': 'bad_answer',
  '200, br bomb': 'bad_answer',
  '200, 100k headers': 'unreachable',
  '204': '204 with 0 bytes',
  '200, content-type image/png body text/html': '200 with 6 bytes',
  '206 without range': '206 with 5 bytes',
  '101 switching': 'bad_answer',
  '200, chunked with bad chunk': 'unreachable',
  '200, shorter than it said': 'unreachable',
  '200, 50 MB valid PNG': 'too_large',
  'bytes that are no HTTP': 'unreachable',
  'a redirect without a place': '302 with 0 bytes',
  'a redirect to itself': 'too_many_redirects',
  'a redirect to no address': 'bad_answer',
}
