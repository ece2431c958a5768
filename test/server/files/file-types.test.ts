import { downloadName, FILE_TYPES, KNOWN_FILE_TYPES } from '@consult/core';
import { describe, expect, it } from 'vitest';
import { findType } from '../../../server/src/files/file-types.js';
import { aPhotoHeic } from '../../support/photo-heic.js';
import { aDicom, aHeic, aJpeg, aPdf, aPng, eicar } from '../../support/papers.js';

const text = (words: string) => new TextEncoder().encode(words);
const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const find = (bytes: Uint8Array, allowed: Parameters<typeof findType>[1] = FILE_TYPES) =>
  findType({ head: bytes, tail: bytes.slice(-1024), size: bytes.length }, allowed);

describe('What a file is', () => {
  it.each([
    ['a PDF', aPdf(), { type: 'application/pdf', width: null, height: null }],
    ['a PNG', aPng(800, 600), { type: 'image/png', width: 800, height: 600 }],
    ['a JPEG', aJpeg(800, 600), { type: 'image/jpeg', width: 800, height: 600 }],
    ['a JPEG with long notes', aJpeg(30, 20, 60_000), { type: 'image/jpeg', width: 30, height: 20 }],
    ['a HEIC of tiles', aHeic(), { type: 'image/heic', width: 4032, height: 3024 }],
    [
      'a HEIC that calls itself HEIF',
      aHeic(900, 800, 'mif1'),
      { type: 'image/heic', width: 900, height: 800 },
    ],
  ])('is told by its content: %s', async (_, bytes, found) => {
    expect(await find(bytes)).toEqual(found);
  });

  it.each([
    ['a telephone’s', ['heic', 'mif1', 'heic', 'miaf']],
    ['one that is an image file above all', ['mif1', 'mif1', 'heic', 'miaf']],
    ['one of ten bits', ['heix', 'mif1', 'heix', 'miaf']],
    ['the picture of a series', ['msf1', 'mif1', 'heic', 'hevc']],
    ['the picture of a film', ['hevc', 'mif1', 'heic', 'msf1']],
  ] as const)('is told by its content: a true HEIC, %s', async (_, brands) => {
    expect(await find(aPhotoHeic(brands))).toEqual({ type: 'image/heic', width: 160, height: 120 });
  });

  const zip = joined(text('PK\u0003\u0004'), new Uint8Array(60));
  it.each([
    ['nothing at all', new Uint8Array()],
    ['words', text('Просто текст')],
    ['the test file of antiviruses', text(eicar())],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['a drawing that could run', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['XML', text('<?xml version="1.0"?><a/>')],
    ['a script', text('#!/bin/sh\nrm -rf /\n')],
    ['a program for Windows', joined(text('MZ'), new Uint8Array(200))],
    ['a program for Linux', joined(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), new Uint8Array(200))],
    ['an archive', zip],
    ['a packed archive', joined(new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), new Uint8Array(60))],
    ['a film', joined(new Uint8Array([0, 0, 0, 24]), text('ftypmp42'), new Uint8Array(60))],
    ['a GIF', joined(text('GIF89a'), new Uint8Array(60))],
    ['a PDF behind something else', joined(text('<script>1</script>'), aPdf())],
    ['a PDF without its end', aPdf().slice(0, -20)],
    ['a PDF with an archive behind it', joined(aPdf(), zip, new Uint8Array(2000))],
    ['a PNG without its end', aPng().slice(0, -12)],
    ['a PNG that is 0 wide', aPng(0, 10)],
    ['the first bytes of a PNG', aPng().slice(0, 20)],
    ['a JPEG that ends before it says how large it is', aJpeg().slice(0, 24)],
    [
      'a JPEG whose segments lead nowhere',
      new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 0, ...new Uint8Array(40)]),
    ],
    [
      'a JPEG that ends before its frame',
      joined(new Uint8Array([0xff, 0xd8, 0xff, 0xd9, 0, 2]), aJpeg().slice(2)),
    ],
    ['a JPEG without a frame', joined(new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 2]), aJpeg().slice(2))],
    ['the first bytes of a HEIC', aHeic().slice(0, 20)],
    ['a picture that is called HEIF and is AVIF', aPhotoHeic(['mif1', 'mif1', 'avif', 'miaf'])],
    ['a series without a picture of its own', aPhotoHeic(['msf1', 'msf1', 'hevc', 'iso8'])],
    ['DICOM, unless the installation takes it', aDicom()],
  ])('is nothing we take: %s', async (_, bytes) => {
    expect(await find(bytes)).toBeUndefined();
  });

  it('may be DICOM where the installation takes it', async () => {
    expect(await find(aDicom(), KNOWN_FILE_TYPES)).toMatchObject({ type: 'application/dicom' });
  });

  it('is only what the installation takes', async () => {
    expect(await find(aPng(), ['application/pdf'])).toBeUndefined();
  });
});

describe('The name to save a file under', () => {
  it.each([
    ['Снимок.JPG', 'image/jpeg', 'Снимок.JPG'],
    ['scan.jpeg', 'image/jpeg', 'scan.jpeg'],
    ['photo.exe', 'image/png', 'photo.exe.png'],
    ['report.pdf.html', 'application/pdf', 'report.pdf.html.pdf'],
    ['', 'application/pdf', 'file.pdf'],
  ])('of %j, which is %s, is %j', (name, type, saved) => {
    expect(downloadName(name, type)).toBe(saved);
  });
});
