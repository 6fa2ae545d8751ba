interface FileButtonProps {
  readonly name: string;
  readonly label: string;
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

/** A file field that looks like the other buttons; the field itself stays there for the keyboard. */
export function FileButton({ name, label, accept = '', onFile }: FileButtonProps) {
  return (
    <label class="button button-quiet file-button">
      {label}
      <input
        class="file-input"
        type="file"
        name={name}
        accept={accept}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) onFile(file);
          // The same file again is a change too.
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
