import { useEffect, useRef } from 'preact/hooks';
import { useLanguage } from '../ui/language.js';
import { ASKING_TEXT } from './text/asking.js';

/** The Shape Detection API's reader of codes, of which only this is used. */
interface CodeReader {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type CodeReaderClass = new (options: { formats: readonly string[] }) => CodeReader;

function codeReader(): CodeReaderClass | undefined {
  return (globalThis as { BarcodeDetector?: CodeReaderClass }).BarcodeDetector;
}

/** Cameras are open to secure pages alone: elsewhere `mediaDevices` is missing. */
export function canScan(): boolean {
  const devices = (navigator as { mediaDevices?: Partial<MediaDevices> }).mediaDevices;
  return codeReader() !== undefined && devices?.getUserMedia !== undefined;
}

const FORMATS = ['qr_code', 'data_matrix', 'code_128', 'ean_13', 'ean_8', 'upc_a'];
/** Milliseconds between two looks: quick enough for a hand, easy on an old phone's battery. */
const PACE = 200;

interface ScannerProps {
  readonly onRead: (value: string) => void;
  readonly onDenied: () => void;
}

export function Scanner({ onRead, onDenied }: ScannerProps) {
  const { start } = ASKING_TEXT[useLanguage().language];
  const video = useRef<HTMLVideoElement>(null);
  const read = useRef(onRead);
  read.current = onRead;
  useEffect(() => {
    const stop = new AbortController();
    watch(video.current, (value) => read.current(value), stop.signal).catch(onDenied);
    return () => stop.abort();
  }, []);
  return (
    <div class="scanner">
      <video ref={video} playsInline muted aria-label={start.scanAim} />
      <p aria-hidden="true">{start.scanAim}</p>
    </div>
  );
}

async function watch(
  video: HTMLVideoElement | null,
  onRead: (value: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const Reader = codeReader();
  if (video === null || Reader === undefined) return;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  try {
    const reader = new Reader({ formats: FORMATS });
    video.srcObject = stream;
    await video.play();
    let last = '';
    while (!signal.aborted) {
      const [code] = await reader.detect(video);
      // The same wrong code stays in the picture for a while: it is said once.
      if (code !== undefined && code.rawValue !== last) onRead((last = code.rawValue));
      await new Promise((resolve) => setTimeout(resolve, PACE));
    }
  } finally {
    stream.getTracks().forEach((track) => track.stop());
  }
}
