/** Words of encrypted backups of keys. */
export const backupWords = {
  zh: {
    make: '备份口令',
    makeHint: '填写后会下载一份加密备份，至少 12 个字符；忘记口令就无法恢复。只能在生成时备份。',
    again: '再输一遍口令',
    differs: '两次输入的口令不一致',
    restore: '恢复密钥备份',
    lead: '备份是加密的，请输入生成时所设的口令。解密在本机完成。',
    passphrase: '口令',
    open: '解密并载入',
    working: '正在解密…',
  },
  en: {
    make: 'Passphrase of a backup',
    makeHint:
      'With one, an encrypted backup is downloaded: at least 12 characters, and without them nobody restores it. Only while the key is made can it be backed up.',
    again: 'The passphrase again',
    differs: 'The two passphrases differ',
    restore: 'Restore a backup of a key',
    lead: 'It is encrypted: enter the passphrase that it was made with. It is decrypted here.',
    passphrase: 'Passphrase',
    open: 'Decrypt and load',
    working: 'Decrypting…',
  },
};
