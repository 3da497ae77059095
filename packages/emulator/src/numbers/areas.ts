/** Where the numbers of an area code are. */
export interface Area {
  country: string;
  /** What follows the country code: an area code, or the prefix of a city. */
  prefix: string;
  region: string;
  locality: string;
  /** The postal code of its centre. */
  postalCode: string;
  latitude: number;
  longitude: number;
  /** The number of its local access and transport area, in the United States. */
  lata?: string;
}

// One line for each: prefix, region, locality, postal code, latitude, longitude and in the United States the LATA.
const table: Record<string, string> = {
  US: `201 NJ Jersey City 07302 40.7178 -74.0431 224
    202 DC Washington 20001 38.9072 -77.0369 236
    203 CT Bridgeport 06604 41.1865 -73.1952 920
    205 AL Birmingham 35203 33.5186 -86.8104 476
    206 WA Seattle 98101 47.6062 -122.3321 674
    207 ME Portland 04101 43.6591 -70.2568 120
    208 ID Boise 83702 43.6150 -116.2023 652
    210 TX San Antonio 78205 29.4241 -98.4936 566
    212 NY New York 10007 40.7128 -74.0060 132
    213 CA Los Angeles 90012 34.0522 -118.2437 730
    214 TX Dallas 75201 32.7767 -96.7970 552
    215 PA Philadelphia 19107 39.9526 -75.1652 228
    216 OH Cleveland 44113 41.4993 -81.6944 320
    303 CO Denver 80202 39.7392 -104.9903 656
    305 FL Miami 33128 25.7617 -80.1918 460
    312 IL Chicago 60602 41.8781 -87.6298 358
    313 MI Detroit 48226 42.3314 -83.0458 340
    314 MO St. Louis 63101 38.6270 -90.1994 520
    317 IN Indianapolis 46204 39.7684 -86.1581 336
    404 GA Atlanta 30303 33.7490 -84.3880 438
    405 OK Oklahoma City 73102 35.4676 -97.5164 536
    407 FL Orlando 32801 28.5383 -81.3792 458
    408 CA San Jose 95113 37.3382 -121.8863 722
    410 MD Baltimore 21202 39.2904 -76.6122 238
    412 PA Pittsburgh 15219 40.4406 -79.9959 234
    414 WI Milwaukee 53202 43.0389 -87.9065 356
    415 CA San Francisco 94102 37.7749 -122.4194 722
    425 WA Bellevue 98004 47.6101 -122.2015 674
    480 AZ Mesa 85201 33.4152 -111.8315 666
    502 KY Louisville 40202 38.2527 -85.7585 462
    503 OR Portland 97204 45.5152 -122.6784 672
    504 LA New Orleans 70112 29.9511 -90.0715 490
    505 NM Albuquerque 87102 35.0844 -106.6504 664
    510 CA Oakland 94607 37.8044 -122.2712 722
    512 TX Austin 78701 30.2672 -97.7431 558
    602 AZ Phoenix 85003 33.4484 -112.0740 666
    612 MN Minneapolis 55401 44.9778 -93.2650 628
    614 OH Columbus 43215 39.9612 -82.9988 324
    615 TN Nashville 37203 36.1627 -86.7816 470
    617 MA Boston 02108 42.3601 -71.0589 128
    619 CA San Diego 92101 32.7157 -117.1611 732
    646 NY New York 10007 40.7128 -74.0060 132
    650 CA San Mateo 94401 37.5630 -122.3255 722
    702 NV Las Vegas 89101 36.1716 -115.1391 721
    704 NC Charlotte 28202 35.2271 -80.8431 422
    713 TX Houston 77002 29.7604 -95.3698 560
    718 NY Brooklyn 11201 40.6782 -73.9442 132
    801 UT Salt Lake City 84111 40.7608 -111.8910 660
    804 VA Richmond 23219 37.5407 -77.4360 248
    808 HI Honolulu 96813 21.3069 -157.8583 834
    813 FL Tampa 33602 27.9506 -82.4572 952
    816 MO Kansas City 64106 39.0997 -94.5786 524
    901 TN Memphis 38103 35.1495 -90.0490 468
    907 AK Anchorage 99501 61.2181 -149.9003 832
    916 CA Sacramento 95814 38.5816 -121.4944 726
    917 NY New York 10007 40.7128 -74.0060 132
    919 NC Raleigh 27601 35.7796 -78.6382 426`,
  CA: `204 MB Winnipeg R3C 49.8951 -97.1384
    236 BC Vancouver V6B 49.2827 -123.1207
    306 SK Regina S4P 50.4452 -104.6189
    403 AB Calgary T2P 51.0447 -114.0719
    416 ON Toronto M5H 43.6532 -79.3832
    418 QC Quebec G1R 46.8139 -71.2080
    506 NB Moncton E1C 46.0878 -64.7782
    514 QC Montreal H2Y 45.5017 -73.5673
    604 BC Vancouver V6B 49.2827 -123.1207
    613 ON Ottawa K1P 45.4215 -75.6972
    709 NL St. John's A1C 47.5615 -52.7126
    780 AB Edmonton T5J 53.5461 -113.4938
    902 NS Halifax B3J 44.6488 -63.5752
    905 ON Hamilton L8P 43.2557 -79.8711`,
  GB: `20 London London EC1A 51.5074 -0.1278
    113 England Leeds LS1 53.8008 -1.5491
    114 England Sheffield S1 53.3811 -1.4701
    117 England Bristol BS1 51.4545 -2.5879
    121 England Birmingham B1 52.4862 -1.8904
    131 Scotland Edinburgh EH1 55.9533 -3.1883
    141 Scotland Glasgow G1 55.8642 -4.2518
    151 England Liverpool L1 53.4084 -2.9916
    161 England Manchester M1 53.4808 -2.2426
    29 Wales Cardiff CF10 51.4816 -3.1791`,
  DE: `30 Berlin Berlin 10115 52.5200 13.4050
    40 Hamburg Hamburg 20095 53.5511 9.9937
    69 Hessen Frankfurt 60311 50.1109 8.6821
    89 Bayern Muenchen 80331 48.1351 11.5820
    211 Nordrhein-Westfalen Duesseldorf 40210 51.2277 6.7735
    221 Nordrhein-Westfalen Koeln 50667 50.9375 6.9603
    711 Baden-Wuerttemberg Stuttgart 70173 48.7758 9.1829`,
  FR: `1 Ile-de-France Paris 75001 48.8566 2.3522
    2 Bretagne Rennes 35000 48.1173 -1.6778
    3 Grand-Est Strasbourg 67000 48.5734 7.7521
    4 Auvergne-Rhone-Alpes Lyon 69001 45.7640 4.8357
    5 Nouvelle-Aquitaine Bordeaux 33000 44.8378 -0.5792`,
  AU: `2 NSW Sydney 2000 -33.8688 151.2093
    3 VIC Melbourne 3000 -37.8136 144.9631
    7 QLD Brisbane 4000 -27.4698 153.0251
    8 WA Perth 6000 -31.9505 115.8605`,
};

/** The areas where local numbers are sold. Those of other countries are not told apart. */
export const areas: readonly Area[] = Object.entries(table).flatMap(([country, lines]) =>
  lines.split('\n').map((line) => areaFrom(country, line.trim())),
);

// The name of a place may consist of several words; what stands around it may not.
function areaFrom(country: string, line: string): Area {
  const parts = /^(\d+) (\S+) (.+) (\S+) (-?\d+\.\d+) (-?\d+\.\d+)(?: (\d{3}))?$/.exec(line);
  if (!parts) throw new Error(`This is no line of an area: ${line}`);
  const [, prefix = '', region = '', locality = '', postalCode = '', latitude, longitude, lata] = parts;
  return {
    country,
    prefix,
    region,
    locality,
    postalCode,
    latitude: Number(latitude),
    longitude: Number(longitude),
    lata,
  };
}
