// Tests drive the browsers of the machine; nothing is downloaded behind the installer's back.
module.exports = { skipDownload: true };
